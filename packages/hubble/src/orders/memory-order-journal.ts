import { journalRules } from './journal-rules.ts'
import type { OrderEntry, OrderJournal } from './order-journal.ts'

/** A journal that is gone with the process: for tests, and where your own store remembers every reference. */
export function createMemoryOrderJournal(): OrderJournal {
  const entries = new Map<string, OrderEntry>()
  return {
    async begin(intent) {
      const known = entries.get(intent.referenceId)
      const entry = known === undefined ? journalRules.opened(intent) : journalRules.begunAgain(known, intent)
      entries.set(intent.referenceId, entry)
      return known === undefined ? 'new' : entry
    },
    async record(referenceId, progress) {
      const known = entries.get(referenceId)
      if (known !== undefined) entries.set(referenceId, journalRules.advanced(known, progress))
    },
    find: async (referenceId) => entries.get(referenceId),
    unfinished: async () => [...entries.values()].filter(journalRules.isUnfinished),
  }
}
