import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { Stryker } from '@stryker-mutator/core'

import { parts } from './parts.ts'
import { readReasons } from './read-reasons.ts'
import { summarise } from './summarise.ts'

const HELP = `Changes core's source in many small ways, one at a time, and tells which changes no test notices.

  npm run mutation [-- --part ${Object.keys(parts).join('|')}]

It takes about half an hour for all parts. Each survivor is listed with its reason from
tooling/mutation/reasons.json; one without a reason fails the command. The last line is the score: of a hundred
changes, so many were noticed.`

const { values } = parseArgs({ options: { part: { type: 'string' }, help: { type: 'boolean' } } })
if (values.help === true) {
  console.log(HELP)
  process.exit()
}
const chosen = values.part === undefined ? Object.values(parts).flat() : parts[values.part]
if (chosen === undefined) {
  console.error(`error: there is no part "${values.part}"; there are ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}

process.chdir(fileURLToPath(new URL('../../../packages/core', import.meta.url)))
// A mutant that a few hundred schedules do not notice is looked at by a human anyway.
process.env['TENON_SCHEDULES'] ??= '300'
process.env['TENON_FUZZ'] ??= '300'

const stryker = new Stryker({
  mutate: chosen.map((pattern) => `src/${pattern}`),
  testRunner: 'vitest',
  plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  disableTypeChecks: false,
  ignoreStatic: true,
  // Only with the compiler's older interface could it rewrite paths in there; there are none to rewrite.
  tsconfigFile: 'none.json',
  reporters: process.stderr.isTTY ? ['progress'] : [],
  // As deep in the repository as the package is: its relative paths hold.
  tempDirName: '../../.turbo',
  // Texts for people, and lines for a log.
  mutator: { excludedMutations: ['StringLiteral'] },
})
process.exitCode = summarise(await stryker.runMutationTest(), await readReasons()) ? 0 : 1
