// Hubble's stand-in in a process of its own, which nobody kills: its books are the truth.
import { startHubbleFake, type OrderScript } from '@tenon/hubble/testing'

import { createHurriedClock } from '../hurried-clock.ts'
import type { FakeMessage } from './fake-message.ts'
import { createFaultPlan, drawn } from './fault-plan.ts'
import { HURRY } from './hurry.ts'

const REVOKED_EVERY = 150

const { seed } = JSON.parse(process.argv[2] ?? '') as { seed: number }

/** Most orders are done at once, some take their time. */
function lifecycle({ referenceId }: { referenceId: string }): OrderScript {
  const luck = drawn(seed, 'lifecycle', referenceId)
  if (luck < 0.7) return { becomes: 'SUCCESS' }
  return { becomes: 'SUCCESS', afterMs: luck * 10_000, meanwhile: luck < 0.75 ? 'SUCCESS' : 'PROCESSING' }
}

const fake = await startHubbleFake({
  clock: createHurriedClock(HURRY),
  seed,
  balance: 1_000_000_000,
  lifecycle,
  byReferenceDelayMs: drawn(seed, 'delay') * 4_000,
  duplicates: drawn(seed, 'duplicates') < 0.5 ? 'existing' : 'error',
})

function tell(message: FakeMessage): void {
  process.send?.(message)
}

const planned = createFaultPlan(seed)
let requests = 0
fake.faults.add({
  fault(request) {
    requests += 1
    if (requests % REVOKED_EVERY === 0) fake.revokeTokens()
    tell({ kind: 'request' })
    return planned(request)
  },
})

process.on('message', () => {
  const { orders, cards, debits, reversals } = fake.ledger
  tell({
    kind: 'books',
    orders: orders.map(({ referenceId }) => referenceId),
    cards: cards.map(({ referenceId, id, cardNumber }) => ({ referenceId, voucherId: id, cardNumber })),
    debits: debits.map(({ referenceId }) => referenceId),
    reversals: reversals.map(({ referenceId }) => referenceId),
    faults: fake.faults.happened,
    requests,
  })
})
process.once('disconnect', () => process.exit())
tell({ kind: 'ready', account: fake.account })
