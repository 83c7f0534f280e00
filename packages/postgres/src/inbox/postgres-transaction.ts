/**
 * Writes to the database of the inbox, inside one transaction (read committed). The inbox begins and ends it:
 * savepoints are yours, `COMMIT` and `ROLLBACK` are not, with `AND CHAIN` or without. Whoever sends one has the effect
 * rejected at its end. Until then each further statement is committed by itself, where there is no other transaction.
 * What a `COMMIT` has committed stays, and with it the message is done: nobody makes up for what is missing.
 */
export interface PostgresTransaction {
  /**
   * Runs one statement, with `$1` and so on for its values. Rejects with what PostgreSQL says about it, after which
   * only a rollback to a savepoint saves the transaction; and when the transaction has ended. Nothing saves it when
   * the client has failed, so that nobody knows what became of the statement (the `query_timeout` of the pool).
   *
   * @typeParam Row what you know of a row. Nothing checks it
   */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: unknown[],
  ): Promise<{ readonly rows: readonly Row[]; readonly rowCount: number | null }>
}
