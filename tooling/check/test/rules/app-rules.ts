import type { Rule } from './rule.ts'

const IMPORTS = 'eslint(no-restricted-imports)'
const PROPERTIES = 'eslint(no-restricted-properties)'

export const appRules: readonly Rule[] = [
  {
    says: 'an app meets its container in compose.ts only',
    rule: IMPORTS,
    in: 'apps/*/src/orders.ts',
    denies: [
      `import 'tsyringe'`,
      `import 'tsyringe/dist/esm5/index.js'`,
      `import '@tenon/tsyringe'`,
      `import 'reflect-metadata'`,
    ],
    allows: [`import '@tenon/hubble'`],
    home: 'apps/*/src/compose.ts',
  },
  {
    says: 'the tests of an app may make containers',
    rule: IMPORTS,
    in: 'apps/*/src/main.ts',
    denies: [`import '@tenon/tsyringe'`],
    allows: [],
    home: 'apps/shop/test/*.test.ts',
  },
  ...['orders', 'compose', 'main'].map((file): Rule => ({
    says: `an app meets pino in logger.ts, and not in ${file}.ts`,
    rule: IMPORTS,
    in: `apps/*/src/${file}.ts`,
    denies: [`import 'pino'`, `import 'pino/file'`, `import 'pino-pretty'`],
    allows: [`import './logger.ts'`],
    home: 'apps/*/src/logger.ts',
  })),
  {
    says: 'the logger of an app does not meet the container',
    rule: IMPORTS,
    in: 'apps/*/src/logger.ts',
    denies: [`import '@tenon/tsyringe'`],
    allows: [],
  },
  ...['apps/*/src/environment.ts', 'apps/*/src/main.ts'].map((home): Rule => ({
    says: `an app reads its environment nowhere, except in ${home}`,
    rule: PROPERTIES,
    in: 'apps/*/src/compose.ts',
    denies: [
      `export const key = process.env['KEY']`,
      `export const { env } = process`,
      `export const here = globalThis.process`,
    ],
    allows: [`export const code = process.exitCode`],
    home,
  })),
  ...['orders', 'compose', 'logger', 'main'].map((file): Rule => ({
    says: `an app does not read its environment through a module, in ${file}.ts`,
    rule: IMPORTS,
    in: `apps/*/src/${file}.ts`,
    denies: [`import { env } from 'node:process'\nexport const settings = env`],
    allows: [],
  })),
]
