export { createPostgresOrderJournal } from './postgres-order-journal.ts'
export type { PostgresOrderJournalOptions } from './postgres-order-journal.ts'
export { migrateOrderJournal } from './migrate-order-journal.ts'
export type { PostgresPool } from './postgres-pool.ts'
