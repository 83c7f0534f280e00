import type { CoinEntry, CoinLedger } from '../embedded-store/coin-ledger.ts'

export interface MemoryCoinLedger extends CoinLedger {
  /** One for each reference, in the order in which they came. */
  readonly entries: readonly CoinEntry[]
}

/** A ledger for tests: one transaction after the other, and all of it gone with the process. */
export function createMemoryCoinLedger(coins: Readonly<Record<string, number>> = {}): MemoryCoinLedger {
  const balances = new Map(Object.entries(coins))
  const entries = new Map<string, CoinEntry>()
  let last: Promise<unknown> = Promise.resolve()

  return {
    get entries() {
      return [...entries.values()]
    },
    balance: async (userId) => balances.get(userId),
    transaction({ userId, referenceId }, work) {
      const run = async () => {
        const written: { readonly entry: CoinEntry; readonly balance: number }[] = []
        const result = await work({
          balance: async () => written.at(-1)?.balance ?? balances.get(userId),
          find: async () => written.at(-1)?.entry ?? entries.get(referenceId),
          write: async (entry, balance) => void written.push({ entry, balance }),
        })
        for (const { entry, balance } of written) {
          entries.set(referenceId, entry)
          balances.set(userId, balance)
        }
        return result
      }
      const running = last.then(run)
      last = running.catch(() => {})
      return running
    },
  }
}
