import shared from '@tenon/vitest'
import { mergeConfig } from 'vitest/config'

/** The tests of one part: a mutant that they do not notice is not looked for by the others. */
const tests = (process.env['TENON_MUTATION_TESTS'] ?? '').split(',')

export default mergeConfig(
  { ...shared, test: { ...shared.test, include: [] } },
  { test: { include: tests.flatMap((path) => [`test/${path}.test.ts`, `test/${path}/**/*.test.ts`]) } },
)
