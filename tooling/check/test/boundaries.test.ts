import { beforeAll, describe, expect, test } from 'vitest'

import { lint } from './lint.ts'
import { appRules } from './rules/app-rules.ts'
import { containerRules } from './rules/container-rules.ts'
import { coreRules } from './rules/core-rules.ts'
import { everyFileRules } from './rules/every-file-rules.ts'
import { inboxRules } from './rules/inbox-rules.ts'
import { providerRules } from './rules/provider-rules.ts'
import type { Rule } from './rules/rule.ts'
import { suiteRules } from './rules/suite-rules.ts'
import { webhookRules } from './rules/webhook-rules.ts'

/** What all tests lint, in one run: every snippet is a file of its own, or its own violation could hide. */
const files = new Map<string, string>([
  ['packages/core/src/chicken.ts', `import { egg } from './egg.ts'\nexport const chicken = () => egg`],
  ['packages/core/src/egg.ts', `import { chicken } from './chicken.ts'\nexport const egg = () => chicken`],
  ['packages/core/src/hen.ts', `import { nest } from './nest.ts'\nexport const hen = () => nest`],
  ['packages/core/src/nest.ts', `export const nest = 1`],
])
let codes: Map<string, string[]>

function add(pattern: string, snippet: string): string {
  const path = pattern.replace('*', `file-${files.size}`)
  files.set(path, snippet)
  return path
}

const placed = (rules: readonly Rule[]) =>
  rules.map(({ says, rule, in: place, denies, allows, home }) => ({
    says,
    rule,
    denied: denies.map((snippet) => add(place, snippet)),
    clean: [
      add(place, `export const clean = true`),
      ...allows.map((snippet) => add(place, snippet)),
      ...(home === undefined ? [] : denies.map((snippet) => add(home, snippet))),
    ],
  }))

const found = (paths: readonly string[]): string[][] => paths.map((path) => codes.get(path) ?? [])

beforeAll(() => {
  codes = lint(files)
})

describe.for([
  ['core', placed(coreRules)],
  ['a provider', placed(providerRules)],
  ['webhooks', placed(webhookRules)],
  ['the inbox on PostgreSQL', placed(inboxRules)],
  ['the container', placed(containerRules)],
  ['a conformance suite', placed(suiteRules)],
  ['an app', placed(appRules)],
  ['every file', placed(everyFileRules)],
] as const)('%s', ([, rules]) => {
  test.for(rules)('$says', ({ rule, denied, clean }) => {
    expect(found(denied)).toEqual(denied.map(() => [rule]))
    expect(found(clean).flat()).toEqual([])
  })
})

test('files do not import each other in a circle', () => {
  const circle = ['packages/core/src/chicken.ts', 'packages/core/src/egg.ts']
  expect(found(circle)).toEqual([['import(no-cycle)'], ['import(no-cycle)']])
  expect(found(['packages/core/src/hen.ts', 'packages/core/src/nest.ts']).flat()).toEqual([])
})
