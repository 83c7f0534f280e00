export { createSqliteOrderJournal } from './sqlite-order-journal.ts'
export type { SqliteOrderJournal, SqliteOrderJournalOptions } from './sqlite-order-journal.ts'
