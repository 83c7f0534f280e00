/**
 * Your users' coins, behind the handlers of `/balance`, `/debit` and `/reverse`. What may happen with a reference is
 * decided by the handlers; a ledger looks up, writes, and keeps others out meanwhile. `coinLedgerCases` of
 * `@tenon/hubble/testing` tells whether one does.
 */
export interface CoinLedger {
  /** A user's coins; undefined where there is no such user. */
  balance(userId: string): Promise<number | undefined>
  /**
   * Runs `work` as if alone: nobody else works on this user or on this reference in between, in any process, and
   * what it writes is kept whole, or not at all when it throws. In SQL that is a serializable transaction, or one that
   * locks the user's row and has references unique; `work` may then be run again after a conflict.
   */
  transaction<T>(
    about: { readonly userId: string; readonly referenceId: string },
    work: (accounts: CoinAccounts) => Promise<T>,
  ): Promise<T>
}

/** What a transaction sees of the ledger. */
export interface CoinAccounts {
  /** The coins of the transaction's user; undefined where there is no such user. */
  balance(): Promise<number | undefined>
  /** What was done about the transaction's reference, whoever's it was. */
  find(): Promise<CoinEntry | undefined>
  /** Keeps an entry in place of the one of its reference, and the balance that the user has from now on. */
  write(entry: CoinEntry, balance: number): Promise<void>
}

/** All that is known of one reference. One entry for each, kept for as long as Hubble may ask again. */
export interface CoinEntry {
  readonly referenceId: string
  readonly userId: string
  /** How many were debited; 0 where the reversal came without a debit. */
  readonly coins: number
  /** As it was answered; null where the reversal came without a debit. */
  readonly debit: CoinReceipt | null
  /** As it was answered; null as long as nothing was given back. */
  readonly reversal: CoinReceipt | null
}

/** What Hubble was told, to be told again. */
export interface CoinReceipt {
  readonly transactionId: string
  /** The user's coins after it. */
  readonly balance: number
}
