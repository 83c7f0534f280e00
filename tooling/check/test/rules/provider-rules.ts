import type { Rule } from './rule.ts'

const IMPORTS = 'eslint(no-restricted-imports)'
const GLOBALS = 'eslint(no-restricted-globals)'
const PROPERTIES = 'eslint(no-restricted-properties)'
const WALL_CLOCK = 'tenon(no-wall-clock)'

export const providerRules: readonly Rule[] = ['masonhub', 'hubble', 'a-package-of-next-year'].flatMap(
  (provider): Rule[] => [
    {
      says: `${provider} imports core, zod, its own files and builtins`,
      rule: IMPORTS,
      in: `packages/${provider}/src/orders/*.ts`,
      denies: [
        `import 'undici'`,
        `import 'tsyringe'`,
        `import 'pino'`,
        `import 'zod/v3'`,
        `import '@tenon/${provider === 'hubble' ? 'masonhub' : 'hubble'}'`,
        `import '@tenon/webhooks'`,
        `import '@tenon/tsyringe'`,
        `import type { Agent } from 'undici'\nexport type Pool = Agent`,
        `export const load = () => import('undici')`,
      ],
      allows: [
        `import '@tenon/core'`,
        `import 'zod'`,
        `import '../operation.ts'`,
        `import 'node:crypto'`,
        `import 'node:fs/promises'`,
      ],
    },
    {
      says: `${provider} reaches no network by itself`,
      rule: IMPORTS,
      in: `packages/${provider}/src/*.ts`,
      denies: ['http', 'http2', 'https', 'net', 'tls', 'dns', 'dns/promises', 'dgram', 'child_process'].map(
        (builtin) => `import 'node:${builtin}'`,
      ),
      allows: [`import 'node:path'`],
    },
    {
      says: `${provider} takes neither time nor settings from builtin modules`,
      rule: IMPORTS,
      in: `packages/${provider}/src/*.ts`,
      denies: ['timers', 'timers/promises', 'perf_hooks', 'process'].map(
        (builtin) => `import 'node:${builtin}'`,
      ),
      allows: [`import 'node:util'`],
    },
    {
      says: `${provider} uses the testing kit of core for its fake server only`,
      rule: IMPORTS,
      in: `packages/${provider}/src/*.ts`,
      denies: [`import '@tenon/core/testing'`],
      allows: [`import '@tenon/core'`],
      home: `packages/${provider}/src/testing/*.ts`,
    },
    {
      says: `the fake server of ${provider} imports nothing else that the provider may not import`,
      rule: IMPORTS,
      in: `packages/${provider}/src/testing/*.ts`,
      denies: [
        `import 'undici'`,
        `import 'node:http'`,
        `import 'node:sqlite'`,
        `import 'node:timers/promises'`,
        `import '@tenon/webhooks'`,
      ],
      allows: [
        `import '@tenon/core'`,
        `import 'zod'`,
        `import './state.ts'`,
        `import '../operations/orders.ts'`,
        `import 'node:fs/promises'`,
      ],
    },
    {
      says: `${provider} uses node:sqlite in its sqlite folder only`,
      rule: IMPORTS,
      in: `packages/${provider}/src/*.ts`,
      denies: [`import 'node:sqlite'`],
      allows: [`import 'node:fs'`],
      home: `packages/${provider}/src/sqlite/*.ts`,
    },
    {
      says: `the sqlite folder of ${provider} imports nothing else that the provider may not import`,
      rule: IMPORTS,
      in: `packages/${provider}/src/sqlite/*.ts`,
      denies: [
        `import 'undici'`,
        `import 'node:http'`,
        `import 'node:timers/promises'`,
        `import '@tenon/core/testing'`,
        `import '../testing/server.ts'`,
      ],
      allows: [`import '@tenon/core'`, `import 'zod'`, `import './schema.ts'`, `import 'node:fs/promises'`],
    },
    {
      says: `${provider} uses jose in its embedded-store folder only`,
      rule: IMPORTS,
      in: `packages/${provider}/src/*.ts`,
      denies: [`import 'jose'`],
      allows: [`import 'node:crypto'`],
      home: `packages/${provider}/src/embedded-store/*.ts`,
    },
    {
      says: `the embedded-store folder of ${provider} imports nothing else that the provider may not import`,
      rule: IMPORTS,
      in: `packages/${provider}/src/embedded-store/*.ts`,
      denies: [
        `import 'undici'`,
        `import 'node:http'`,
        `import 'node:sqlite'`,
        `import 'node:timers/promises'`,
        `import '@tenon/core/testing'`,
        `import '../testing/server.ts'`,
      ],
      allows: [`import '@tenon/core'`, `import 'zod'`, `import '../schemas/paise.ts'`],
    },
    {
      says: `the main entry of ${provider} does not pull in its subpaths`,
      rule: IMPORTS,
      in: `packages/${provider}/src/*.ts`,
      denies: [
        `import './testing/index.ts'`,
        `export * from './sqlite/journal.ts'`,
        `import './embedded-store/index.ts'`,
      ],
      allows: [`import './orders/orders.ts'`],
    },
    ...['*', 'testing/*', 'sqlite/*', 'embedded-store/*'].flatMap((place): Rule[] => [
      {
        says: `${provider} knows no process, no network and no timers, in ${place}.ts`,
        rule: GLOBALS,
        in: `packages/${provider}/src/${place}.ts`,
        denies: [
          `export const { argv } = process`,
          `export const key = process.env['KEY']`,
          `export const answer = fetch('https://api.test')`,
          `export const socket = new WebSocket('wss://api.test')`,
          `export const handle = setTimeout(() => {}, 1)`,
          `export const handle = setInterval(() => {}, 1)`,
          `export const handle = setImmediate(() => {})`,
          `export const now = performance.now()`,
          `export const answer = globalThis.fetch`,
        ],
        allows: [`export const address = new URL('https://api.test')`],
      },
      {
        says: `${provider} reads no time and takes no random numbers, in ${place}.ts`,
        rule: PROPERTIES,
        in: `packages/${provider}/src/${place}.ts`,
        denies: [`export const now = Date.now()`, `export const fraction = Math.random()`],
        allows: [`export const time = Date.parse('2026-01-01')`],
      },
      {
        says: `${provider} does not read the wall clock, in ${place}.ts`,
        rule: WALL_CLOCK,
        in: `packages/${provider}/src/${place}.ts`,
        denies: [`export const now = new Date()`],
        allows: [`export const date = new Date(0)`],
      },
    ]),
  ],
)
