/**
 * Writes to the database of the inbox, inside one transaction (read committed). The inbox begins and ends it:
 * savepoints are yours, `COMMIT` and `ROLLBACK` are not, and whoever sends one has the whole effect rejected.
 */
export interface PostgresTransaction {
  /**
   * Runs one statement, with `$1` and so on for its values. Rejects with what PostgreSQL says about it, after which
   * only a rollback to a savepoint saves the transaction; and when the transaction has ended.
   *
   * @typeParam Row what you know of a row. Nothing checks it
   */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: unknown[],
  ): Promise<{ readonly rows: readonly Row[]; readonly rowCount: number | null }>
}
