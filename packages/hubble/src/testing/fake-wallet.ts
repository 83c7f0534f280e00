import type { Books } from '@tenon/core/testing'

import { toPaise } from '../schemas/paise.ts'

/** One movement of the wallet. */
export interface WalletEntry {
  readonly kind: 'debit' | 'reversal'
  readonly orderId: string
  readonly referenceId: string
  /** Rupees. */
  readonly amount: number
}

export interface FakeWallet {
  readonly entries: readonly WalletEntry[]
  /** Rupees. */
  readonly balance: number
  covers(amount: number): boolean
  enter(entry: WalletEntry): void
}

export function createFakeWallet(books: Books, startBalance: number): FakeWallet {
  const entries = books.collection<WalletEntry>('wallet')
  let paise = toPaise(startBalance)
  for (const entry of entries.values()) paise += effectOf(entry)

  return {
    get entries() {
      return [...entries.values()]
    },
    get balance() {
      return paise / 100
    },
    covers: (amount) => toPaise(amount) <= paise,
    enter(entry) {
      entries.set(`${entry.orderId}/${entry.kind}/${entries.size}`, entry)
      paise += effectOf(entry)
    },
  }
}

function effectOf({ kind, amount }: WalletEntry): number {
  return kind === 'debit' ? -toPaise(amount) : toPaise(amount)
}
