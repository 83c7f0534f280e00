import { randomUUID } from 'node:crypto'

import type { FaultRule } from '@tenon/core/testing'
import type { HubbleFake } from '@tenon/hubble/testing'
import { startHubbleFake } from '@tenon/hubble/testing'
import { startMasonHubFake, type MasonHubFake } from '@tenon/masonhub/testing'

import { catalogue } from '../../sample/catalogue.ts'
import type { Settings } from '../settings.ts'
import type { Vendors } from './vendors.ts'

const SHIP_AFTER_MS = 300
const STEP_MS = 100
/** A third of the gift cards takes its vendor a while. */
const PROCESSING_MS = 400

/**
 * Stand-ins of both vendors, with books beside the state file: they remember an interrupted job as real vendors
 * would.
 */
export async function fakeVendors(
  { state, faultPercent }: Settings,
  isSample: boolean,
): Promise<FakeVendors> {
  const masonhub = await startMasonHubFake({
    booksFile: `${state}.vendors-masonhub`,
    // Of another file's articles it is not known which the warehouse has.
    ...(isSample && { skus: catalogue.map(({ sku }) => sku) }),
    autoShip: { afterMs: SHIP_AFTER_MS, stepMs: STEP_MS },
    duplicates: 0.05,
    outOfOrder: 0.05,
  })
  const hubble = await startHubbleFake({
    books: `${state}.vendors-hubble`,
    lifecycle: ({ referenceId }) =>
      referenceId.charCodeAt(referenceId.length - 1) % 3 === 0
        ? { becomes: 'SUCCESS', afterMs: PROCESSING_MS }
        : { becomes: 'SUCCESS' },
  })
  if (faultPercent > 0) {
    for (const rule of faultRules(faultPercent / 100)) {
      masonhub.faults.add(rule)
      hubble.faults.add(rule)
    }
    // MasonHub's token is issued once: it does not expire in mid-session as Hubble's does.
    hubble.faults.add({ fault: { kind: 'answer', answer: { status: 401 } }, probability: faultPercent / 500 })
  }
  return {
    kind: 'fakes',
    identity: masonhub.accountSlug,
    masonhub: masonhub.clientOptions(),
    hubble: hubble.account,
    callbackSecrets: { masonhubToken: randomUUID(), hubbleSecret: hubble.webhookSecret },
    fakes: { masonhub, hubble },
    listenAt(url) {
      hubble.settings.webhooks = { order: new URL('/webhooks/hubble', url).href }
    },
    async [Symbol.asyncDispose]() {
      await masonhub.close()
      await hubble.close()
    },
  }
}

/** With the vendors' books open: what tests compare the job's result with. */
export interface FakeVendors extends Vendors {
  readonly fakes: { readonly masonhub: MasonHubFake; readonly hubble: HubbleFake }
}

/** Answers that go wrong, in equal shares: refused for now, broken before and after the work was done. */
function faultRules(probability: number): FaultRule[] {
  const faults: FaultRule['fault'][] = [
    { kind: 'answer', answer: { status: 500 } },
    { kind: 'answer', answer: { status: 429, headers: { 'retry-after': '0.2' } } },
    { kind: 'drop-before' },
    { kind: 'drop-after' },
    { kind: 'answer-after', answer: { status: 500 } },
  ]
  return faults.map((fault) => ({ fault, probability: probability / faults.length }))
}
