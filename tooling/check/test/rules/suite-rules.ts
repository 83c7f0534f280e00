import type { Rule } from './rule.ts'

export const suiteRules: readonly Rule[] = [
  {
    says: 'conformance suites import core, its testing kit, builtins and their own files',
    rule: 'eslint(no-restricted-imports)',
    in: 'packages/testing/src/*.ts',
    denies: [
      `import 'zod'`,
      `import 'undici'`,
      `import 'vitest'`,
      `import '@tenon/hubble'`,
      `import 'node:test'`,
      `import 'node:process'`,
    ],
    allows: [
      `import '@tenon/core'`,
      `import '@tenon/core/testing'`,
      `import 'node:assert/strict'`,
      `import 'node:net'`,
      `import './suite/clause.ts'`,
    ],
  },
  {
    says: 'conformance suites read no environment, and reach no network but through what they test',
    rule: 'eslint(no-restricted-globals)',
    in: 'packages/testing/src/*.ts',
    denies: [`export const key = process.env['KEY']`, `export const answer = fetch('https://api.test')`],
    allows: [`export const timer = setTimeout(() => {}, 1)`],
  },
]
