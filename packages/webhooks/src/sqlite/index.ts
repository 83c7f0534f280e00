export { createSqliteInbox } from './sqlite-inbox.ts'
export type { SqliteInbox, SqliteInboxOptions } from './sqlite-inbox.ts'
export type { SqliteRow, SqliteTransaction, SqliteValue } from './sqlite-transaction.ts'
