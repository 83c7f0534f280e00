import type { Rule } from './rule.ts'

export const everyFileRules: readonly Rule[] = [
  ...['packages/core/test/*.test.ts', 'apps/*/test/main.test.ts'].map((place): Rule => ({
    says: `modules are never mocked, in ${place}`,
    rule: 'vitest(no-restricted-vi-methods)',
    in: place,
    denies: [
      `import { vi } from 'vitest'\nvi.mock('./clock.ts')`,
      `import { vi } from 'vitest'\nvi.doMock('./clock.ts')`,
      `import { vitest } from 'vitest'\nvitest.mock('./clock.ts')`,
      `import { vi as v } from 'vitest'\nv.mock('./clock.ts')`,
    ],
    allows: [`import { vi } from 'vitest'\nexport const spy = vi.fn<() => void>()`],
  })),
  {
    says: 'only a configuration file has a default export',
    rule: 'import(no-default-export)',
    in: 'packages/core/src/*.ts',
    denies: [`export default 1`],
    allows: [`export const one = 1`],
    home: 'packages/*/vitest.config.ts',
  },
  {
    says: 'nothing is any',
    rule: 'typescript(no-explicit-any)',
    in: 'packages/core/src/*.ts',
    denies: [`export const size = (value: any): number => value.length`],
    allows: [`export const same = (value: unknown): unknown => value`],
  },
  {
    says: 'types are not imported around the import rules',
    rule: 'typescript(consistent-type-imports)',
    in: 'packages/core/src/*.ts',
    denies: [`export type Schema = import('zod').ZodType`],
    allows: [],
  },
  {
    says: 'a promise is not left to itself',
    rule: 'typescript(no-floating-promises)',
    in: 'packages/core/src/*.ts',
    denies: [`export function start(): void {\n  Promise.resolve()\n}`],
    allows: [`export async function start(): Promise<void> {\n  await Promise.resolve()\n}`],
  },
  {
    says: 'a promise is not taken for a condition',
    rule: 'typescript(no-misused-promises)',
    in: 'packages/core/src/*.ts',
    denies: [`export const yes = (): boolean => (Promise.resolve(false) ? true : false)`],
    allows: [
      `export const yes = async (): Promise<boolean> => ((await Promise.resolve(false)) ? true : false)`,
    ],
  },
]
