import type { VendorBooks } from './fake-message.ts'
import type { RecordedVoucher } from './gift-store.ts'

export interface Comparison {
  readonly lost: number
  readonly doubled: number
  readonly findings: readonly string[]
}

/** One order, one debit, one card and one record of it for each gift: what is missing, and what is there too often. */
export function compareBooks(
  gifts: readonly string[],
  books: VendorBooks,
  recorded: readonly RecordedVoucher[],
): Comparison {
  const findings: string[] = []
  let [lost, doubled] = [0, 0]
  function expectOne(what: string, gift: string, count: number): void {
    if (count === 1) return
    if (count === 0) lost += 1
    else doubled += count - 1
    findings.push(`${gift}: ${count} ${what}`)
  }
  const counts = {
    orders: countBy(books.orders),
    debits: countBy(books.debits),
    cards: countBy(books.cards.map(({ referenceId }) => referenceId)),
    records: countBy(recorded.map(({ referenceId }) => referenceId)),
  }
  const cards = new Map(books.cards.map((card) => [card.referenceId, card]))
  for (const gift of gifts) {
    for (const [what, count] of Object.entries(counts)) expectOne(what, gift, count.get(gift) ?? 0)
  }
  for (const { referenceId, voucherId, cardNumber } of recorded) {
    const card = cards.get(referenceId)
    if (card?.voucherId === voucherId && card.cardNumber === cardNumber) continue
    lost += 1
    findings.push(`${referenceId}: what was recorded is not the card`)
  }
  const planned = new Set(gifts)
  for (const referenceId of books.orders.filter((one) => !planned.has(one))) {
    doubled += 1
    findings.push(`${referenceId}: an order that nobody asked for`)
  }
  for (const referenceId of books.reversals) {
    doubled += 1
    findings.push(`${referenceId}: a reversal, though no order was to fail`)
  }
  return { lost, doubled, findings }
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
