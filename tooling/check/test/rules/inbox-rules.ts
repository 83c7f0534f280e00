import type { Rule } from './rule.ts'

export const inboxRules: readonly Rule[] = [
  {
    says: 'the inbox on PostgreSQL imports core, webhooks, builtins and its own files',
    rule: 'eslint(no-restricted-imports)',
    in: 'packages/postgres/src/inbox/*.ts',
    denies: [
      `import 'pg'`,
      `import 'zod'`,
      `import '@tenon/hubble'`,
      `import '@tenon/core/testing'`,
      `import '@tenon/webhooks/sqlite'`,
      `import 'node:net'`,
      `import 'node:timers'`,
      `import 'node:sqlite'`,
    ],
    allows: [
      `import '@tenon/core'`,
      `import '@tenon/webhooks'`,
      `import 'node:crypto'`,
      `import '../postgres-pool.ts'`,
      `import './read-row.ts'`,
    ],
  },
  {
    says: 'what else is kept on PostgreSQL does not import webhooks',
    rule: 'eslint(no-restricted-imports)',
    in: 'packages/postgres/src/token-store/*.ts',
    denies: [`import '@tenon/webhooks'`],
    allows: [`import '@tenon/core'`],
    home: 'packages/postgres/src/inbox/*.ts',
  },
]
