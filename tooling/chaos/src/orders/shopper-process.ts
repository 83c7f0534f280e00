// An application that orders a gift card for everybody who is due one, and is killed again and again.
import { join } from 'node:path'

import { OutcomeUnknownError, TenonError } from '@tenon/core'
import { createHubble, type OrderResult, type PendingOrder } from '@tenon/hubble'
import { createSqliteOrderJournal } from '@tenon/hubble/sqlite'
import type { HubbleFake } from '@tenon/hubble/testing'

import { createHurriedClock } from '../hurried-clock.ts'
import { openGiftStore } from './gift-store.ts'
import { HURRY } from './hurry.ts'

const AT_A_TIME = 8
const AMOUNT = 500

interface Setup {
  readonly account: HubbleFake['account']
  readonly folder: string
  readonly productId: string
}

const { account, folder, productId } = JSON.parse(process.argv[2] ?? '') as Setup
const store = openGiftStore(join(folder, 'gifts.sqlite'))
const journal = createSqliteOrderJournal({ path: join(folder, 'orders.sqlite') })
const hubble = createHubble({ ...account, clock: createHurriedClock(HURRY), journal })

async function inParallel(
  referenceIds: readonly string[],
  work: (referenceId: string) => PendingOrder,
): Promise<void> {
  const queue = referenceIds.values()
  async function worker(): Promise<void> {
    for (const referenceId of queue) await settle(referenceId, work)
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
}

/** What is not known yet stays due, and is asked for again. Everything else is a mistake of the run. */
async function settle(referenceId: string, work: (referenceId: string) => PendingOrder): Promise<void> {
  try {
    keep(referenceId, await work(referenceId))
  } catch (error) {
    const isPassing =
      OutcomeUnknownError.isInstance(error) || (TenonError.isInstance(error) && error.retryable)
    if (!isPassing) throw error
  }
}

function keep(referenceId: string, result: OrderResult): void {
  if (result.outcome === 'processing') return
  if (result.outcome === 'failed') throw new Error(`${referenceId} is ${result.status}`)
  const vouchers = result.vouchers.map(({ id: voucherId, cardNumber }) => ({
    referenceId,
    voucherId,
    cardNumber: cardNumber?.reveal() ?? '',
  }))
  store.record(referenceId, vouchers)
  process.send?.({ kind: 'recorded', left: store.due().length })
}

// Whoever started this is gone.
process.once('disconnect', () => process.exit())

const interrupted = await journal.unfinished()
await inParallel(
  interrupted.map(({ referenceId }) => referenceId),
  (referenceId) => hubble.resumeOrder(referenceId),
)
for (let due = store.due(); due.length > 0; due = store.due()) {
  await inParallel(due, (referenceId) =>
    hubble.placeOrder({
      productId,
      referenceId,
      amount: AMOUNT,
      denominationDetails: [{ denomination: AMOUNT, quantity: 1 }],
    }),
  )
}
await hubble.close()
journal.close()
store.close()
process.exit(0)
