import { ConfigurationError } from '@tenon/core'

import type { CatalogueEntry, CatalogueStore } from '../catalogue/catalogue-store.ts'
import type { Product } from '../schemas/product.ts'
import { openTables } from './open-tables.ts'

const SCHEMA = `
  CREATE TABLE tenon_catalogue (
    account TEXT NOT NULL,
    product_id TEXT NOT NULL,
    product TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    gone_at INTEGER,
    PRIMARY KEY (account, product_id)
  ) STRICT;
  CREATE TABLE tenon_catalogue_syncs (account TEXT PRIMARY KEY, synced_at INTEGER NOT NULL) STRICT`

export interface SqliteCatalogueStoreOptions {
  /** The database file, made if it is not there. May hold tables of yours, and the order journal's. */
  readonly path: string
  /** Your name for the account: `'production/my-client'`. The catalogues of two accounts differ, and are kept apart. */
  readonly account: string
}

export interface SqliteCatalogueStore extends CatalogueStore {
  close(): void
}

/**
 * A copy of the catalogue in a file. Several processes of one machine may share it.
 *
 * @throws ConfigurationError when its tables are of another version, or the file is something else
 */
export function createSqliteCatalogueStore(options: SqliteCatalogueStoreOptions): SqliteCatalogueStore {
  const { path, account } = options
  if (typeof account !== 'string' || account.trim() === '')
    throw new ConfigurationError({ message: 'option "account" is missing', option: 'account' })
  const database = openTables({
    path,
    subject: 'the catalogue',
    name: 'tenon_catalogue',
    version: 1,
    schema: SCHEMA,
  })
  const selectAll = database.prepare('SELECT * FROM tenon_catalogue WHERE account = ? ORDER BY product_id')
  const selectOne = database.prepare('SELECT * FROM tenon_catalogue WHERE account = ? AND product_id = ?')
  const selectSync = database.prepare('SELECT synced_at FROM tenon_catalogue_syncs WHERE account = ?')
  const put = database.prepare(
    `INSERT INTO tenon_catalogue (account, product_id, product, updated_at, gone_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET
       product = excluded.product, updated_at = excluded.updated_at, gone_at = excluded.gone_at`,
  )
  const remove = database.prepare('DELETE FROM tenon_catalogue WHERE account = ? AND product_id = ?')
  const putSync = database.prepare(
    `INSERT INTO tenon_catalogue_syncs (account, synced_at) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET synced_at = excluded.synced_at`,
  )

  return {
    all: async () => selectAll.all(account).map(toEntry),
    async find(productId) {
      const row = selectOne.get(account, productId)
      return row === undefined ? undefined : toEntry(row)
    },
    async syncedAt() {
      const row = selectSync.get(account)
      return row === undefined ? undefined : Number(row['synced_at'])
    },
    async write({ put: entries, forget = [], syncedAt }) {
      database.exec('BEGIN IMMEDIATE')
      try {
        for (const { product, updatedAt, goneAt } of entries) {
          put.run(
            account,
            product.id,
            JSON.stringify(product),
            Math.round(updatedAt),
            goneAt && Math.round(goneAt),
          )
        }
        for (const productId of forget) remove.run(account, productId)
        if (syncedAt !== undefined) putSync.run(account, Math.round(syncedAt))
        database.exec('COMMIT')
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    },
    close: () => database.close(),
  }
}

function toEntry(row: Record<string, unknown>): CatalogueEntry {
  const goneAt = row['gone_at']
  return {
    product: JSON.parse(row['product'] as string) as Product,
    updatedAt: Number(row['updated_at']),
    goneAt: goneAt === null ? null : Number(goneAt),
  }
}
