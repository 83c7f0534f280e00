import { fileURLToPath } from 'node:url'

import { Stryker } from '@stryker-mutator/core'

import type { Mutant } from './mutant.ts'
import type { Part } from './parts.ts'

const CORE = fileURLToPath(new URL('../../../packages/core', import.meta.url))
const TESTS = fileURLToPath(new URL('../vitest.config.ts', import.meta.url))

/** Tries every change of one part. */
export async function mutate(part: Part): Promise<readonly Mutant[]> {
  process.chdir(CORE)
  process.env['TENON_MUTATION_TESTS'] = part.tests.join(',')
  // What a few hundred schedules do not notice is looked at by a human anyway.
  process.env['TENON_SCHEDULES'] ??= '200'
  process.env['TENON_FUZZ'] ??= '200'
  return new Stryker({
    mutate: part.mutate.map((pattern) => `src/${pattern}`),
    testRunner: 'vitest',
    vitest: { configFile: TESTS },
    plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: 2,
    timeoutMS: 20_000,
    // Only with the compiler's older interface could it rewrite paths in there; there are none to rewrite.
    tsconfigFile: 'none.json',
    // As deep in the repository as the package is: its relative paths hold.
    tempDirName: '../../.turbo',
    reporters: process.stderr.isTTY ? ['progress'] : [],
    // Texts are for people.
    mutator: { excludedMutations: ['StringLiteral'] },
  }).runMutationTest()
}
