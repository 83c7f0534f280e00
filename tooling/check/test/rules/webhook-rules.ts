import type { Rule } from './rule.ts'

const IMPORTS = 'eslint(no-restricted-imports)'
const GLOBALS = 'eslint(no-restricted-globals)'
const PROPERTIES = 'eslint(no-restricted-properties)'

export const webhookRules: readonly Rule[] = [
  ...['*', 'node-http/*', 'sqlite/*'].flatMap((place): Rule[] => [
    {
      says: `webhooks import core, builtins and their own files, in ${place}.ts`,
      rule: IMPORTS,
      in: `packages/webhooks/src/${place}.ts`,
      denies: [
        `import 'zod'`,
        `import 'undici'`,
        `import 'pino'`,
        `import '@tenon/hubble'`,
        `import '@tenon/core/testing'`,
        `import 'node:process'`,
      ],
      allows: [
        `import '@tenon/core'`,
        `import 'node:crypto'`,
        `import 'node:fs/promises'`,
        `import './receiver.ts'`,
        `import '../inbox/inbox.ts'`,
        `export const now = new Date()`,
      ],
    },
    {
      says: `webhooks read no environment, in ${place}.ts`,
      rule: PROPERTIES,
      in: `packages/webhooks/src/${place}.ts`,
      denies: [
        `export const key = process.env['KEY']`,
        `export const { env } = process`,
        `export const key = globalThis.process`,
      ],
      allows: [`export const id = process.pid`],
    },
    {
      says: `webhooks reach no network by themselves, in ${place}.ts`,
      rule: GLOBALS,
      in: `packages/webhooks/src/${place}.ts`,
      denies: [`export const answer = fetch('https://api.test')`],
      allows: [`export const answer = new Response('ok')`],
    },
  ]),
  {
    says: 'webhooks use node:http in their adapter only',
    rule: IMPORTS,
    in: 'packages/webhooks/src/*.ts',
    denies: [`import 'node:http'`],
    allows: [`import 'node:net'`],
    home: 'packages/webhooks/src/node-http/*.ts',
  },
  {
    says: 'the embedded inbox does not use node:http',
    rule: IMPORTS,
    in: 'packages/webhooks/src/sqlite/*.ts',
    denies: [`import 'node:http'`],
    allows: [],
  },
  ...['*', 'node-http/*'].map((place): Rule => ({
    says: `webhooks use node:sqlite in their sqlite folder, and not in ${place}.ts`,
    rule: IMPORTS,
    in: `packages/webhooks/src/${place}.ts`,
    denies: [`import 'node:sqlite'`, `import '../sqlite/index.ts'`],
    allows: [],
    home: 'packages/webhooks/src/sqlite/*.ts',
  })),
  {
    says: 'the main entry of webhooks does not pull in the embedded inbox',
    rule: IMPORTS,
    in: 'packages/webhooks/src/*.ts',
    denies: [`import './sqlite/index.ts'`],
    allows: [`import './receiver/receiver.ts'`],
  },
]
