import type { Rule } from './rule.ts'

const IMPORTS = 'eslint(no-restricted-imports)'
const GLOBALS = 'eslint(no-restricted-globals)'

export const containerRules: readonly Rule[] = [
  {
    says: 'the tsyringe package imports tsyringe, reflect-metadata, core and its own files',
    rule: IMPORTS,
    in: 'packages/tsyringe/src/*.ts',
    denies: [`import 'pino'`, `import 'zod'`, `import '@tenon/webhooks'`, `import 'node:fs'`],
    allows: [
      `import 'tsyringe'`,
      `import 'reflect-metadata'`,
      `import '@tenon/core'`,
      `import './container.ts'`,
      `import '../container.ts'`,
    ],
  },
  {
    says: 'the tsyringe package reads no environment',
    rule: GLOBALS,
    in: 'packages/tsyringe/src/*.ts',
    denies: [`export const key = process.env['KEY']`],
    allows: [],
  },
]
