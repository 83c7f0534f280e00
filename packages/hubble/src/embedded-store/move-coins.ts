import { toPaise } from '../schemas/paise.ts'
import type { CoinAccounts, CoinEntry, CoinReceipt } from './coin-ledger.ts'

export interface CoinDebit {
  readonly userId: string
  readonly referenceId: string
  readonly coins: number
}

export interface CoinReversal {
  readonly userId: string
  readonly referenceId: string
  /** Where Hubble says how many it means. */
  readonly amount: number | null
}

/** What a request led to: a receipt, the first one again if it came before, or why nothing was moved. */
export type CoinOutcome = CoinReceipt | CoinRefusal

export type CoinRefusal = 'UNKNOWN_USER' | 'INSUFFICIENT_COINS' | 'ALREADY_REVERSED' | 'REFERENCE_CONFLICT'

/** The rules about references, run inside of a ledger's transaction. */
export const moveCoins = {
  /** Takes coins once for each reference. One that was reversed, even before it came, takes none any more. */
  async debit(accounts: CoinAccounts, debit: CoinDebit, transactionId: string): Promise<CoinOutcome> {
    const { userId, referenceId, coins } = debit
    const known = await accounts.find()
    if (known !== undefined) {
      if (known.userId !== userId) return 'REFERENCE_CONFLICT'
      // Its sender has given it up, so a receipt would let goods go for coins that were given back.
      if (known.debit === null || known.reversal !== null) return 'ALREADY_REVERSED'
      return toPaise(known.coins) === toPaise(coins) ? known.debit : 'REFERENCE_CONFLICT'
    }
    const before = await accounts.balance()
    if (before === undefined) return 'UNKNOWN_USER'
    if (toPaise(before) < toPaise(coins)) return 'INSUFFICIENT_COINS'
    const receipt = { transactionId, balance: (toPaise(before) - toPaise(coins)) / 100 }
    await accounts.write({ referenceId, userId, coins, debit: receipt, reversal: null }, receipt.balance)
    return receipt
  },

  /**
   * Gives the coins of a reference back, once. A reversal that comes before its debit, or instead of it, gives nothing
   * and is remembered: the debit that comes late takes nothing.
   */
  async reverse(accounts: CoinAccounts, reversal: CoinReversal, transactionId: string): Promise<CoinOutcome> {
    const { userId, referenceId, amount } = reversal
    const known = await accounts.find()
    if (known !== undefined && known.userId !== userId) return 'REFERENCE_CONFLICT'
    if (known?.reversal) return known.reversal
    const before = await accounts.balance()
    if (before === undefined) return 'UNKNOWN_USER'
    const coins = known?.coins ?? 0
    // Whether a part of a debit can be given back, and in which unit, is not documented: a person has to look.
    if (known && amount !== null && toPaise(amount) !== toPaise(coins)) return 'REFERENCE_CONFLICT'
    const receipt = { transactionId, balance: (toPaise(before) + toPaise(coins)) / 100 }
    const entry: CoinEntry = known ?? { referenceId, userId, coins, debit: null, reversal: null }
    await accounts.write({ ...entry, reversal: receipt }, receipt.balance)
    return receipt
  },
}
