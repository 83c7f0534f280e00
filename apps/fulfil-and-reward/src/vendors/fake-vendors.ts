import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'

import type { FaultRule } from '@tenon/core/testing'

import { catalogue } from '../../sample/catalogue.ts'
import { callbackUrl } from '../callback-paths.ts'
import type { Settings } from '../settings.ts'
import { startFakes, type Fakes } from './start-fakes.ts'
import type { Vendors } from './vendors.ts'

/**
 * Stand-ins of both vendors in this process, with books beside the state file: they remember an interrupted job as
 * real vendors would.
 */
export async function fakeVendors(
  { state, faultPercent }: Settings,
  isSample: boolean,
  isShared: boolean,
): Promise<FakeVendors> {
  const fakes = await startFakes({
    books: state,
    // Of another file's articles it is not known which the warehouse has.
    ...(isSample && { masonhub: { skus: catalogue.map(({ sku }) => sku) } }),
  })
  const { masonhub, hubble } = fakes
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
    // Where a database is shared, a copy with other books is a copy with other vendors.
    identity: isShared ? `${masonhub.accountSlug} ${resolve(state)}` : masonhub.accountSlug,
    masonhub: masonhub.clientOptions(),
    hubble: hubble.account,
    callbackSecrets: { masonhubToken: randomUUID(), hubbleSecret: hubble.webhookSecret },
    fakes,
    listenAt(url) {
      hubble.settings.webhooks = { order: callbackUrl(url, 'hubble') }
    },
    [Symbol.asyncDispose]: () => fakes[Symbol.asyncDispose](),
  }
}

/** With the vendors' books open: what tests compare the job's result with. */
export interface FakeVendors extends Vendors {
  readonly fakes: Fakes
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
