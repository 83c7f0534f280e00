export { createSqliteOrderJournal } from './sqlite-order-journal.ts'
export type { SqliteOrderJournal, SqliteOrderJournalOptions } from './sqlite-order-journal.ts'
export { createSqliteCatalogueStore } from './sqlite-catalogue-store.ts'
export type { SqliteCatalogueStore, SqliteCatalogueStoreOptions } from './sqlite-catalogue-store.ts'
