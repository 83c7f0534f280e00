import { DatabaseSync } from 'node:sqlite'

export interface RecordedVoucher {
  readonly referenceId: string
  readonly voucherId: string
  readonly cardNumber: string
}

/** What an application keeps of its gifts: which are due, and the vouchers of those that are done. On disk. */
export interface GiftStore {
  plan(referenceIds: readonly string[]): void
  due(): readonly string[]
  /** The vouchers and the mark that the gift is done, in one transaction. */
  record(referenceId: string, vouchers: readonly RecordedVoucher[]): void
  recorded(): readonly RecordedVoucher[]
  close(): void
}

/** @param path no rule of the table keeps a voucher from being recorded twice: that is what is tested */
export function openGiftStore(path: string): GiftStore {
  const database = new DatabaseSync(path)
  database.exec(`PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS gifts (reference_id TEXT PRIMARY KEY, is_done INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS vouchers (reference_id TEXT, voucher_id TEXT, card_number TEXT) STRICT`)
  const insertGift = database.prepare('INSERT INTO gifts VALUES (?, 0)')
  const insertVoucher = database.prepare('INSERT INTO vouchers VALUES (?, ?, ?)')
  const markDone = database.prepare('UPDATE gifts SET is_done = 1 WHERE reference_id = ? AND is_done = 0')

  function together(work: () => void): void {
    database.exec('BEGIN IMMEDIATE')
    try {
      work()
      database.exec('COMMIT')
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }

  return {
    plan: (referenceIds) =>
      together(() => referenceIds.forEach((referenceId) => insertGift.run(referenceId))),
    due: () =>
      database
        .prepare('SELECT reference_id FROM gifts WHERE is_done = 0 ORDER BY rowid')
        .all()
        .map((row) => String(row['reference_id'])),
    record: (referenceId, vouchers) =>
      together(() => {
        if (markDone.run(referenceId).changes === 0) return
        for (const { voucherId, cardNumber } of vouchers)
          insertVoucher.run(referenceId, voucherId, cardNumber)
      }),
    recorded: () =>
      database
        .prepare('SELECT * FROM vouchers')
        .all()
        .map((row) => ({
          referenceId: String(row['reference_id']),
          voucherId: String(row['voucher_id']),
          cardNumber: String(row['card_number']),
        })),
    close: () => database.close(),
  }
}
