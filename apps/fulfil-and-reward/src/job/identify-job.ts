import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

import type { Settings } from '../settings.ts'
import type { JobStore } from '../store/job-store.ts'
import { UsageError } from '../usage-error.ts'
import type { Vendors } from '../vendors/vendors.ts'

/**
 * A state file belongs to one job: one input, one pair of accounts, one rule for rewards. Going on with anything
 * else would send things twice, or to the wrong place.
 *
 * @throws UsageError naming what differs
 */
export function identifyJob(
  store: JobStore,
  vendors: Vendors,
  input: string,
  { reward, state }: Settings,
): void {
  const facts = {
    vendors: `${vendors.kind} ${vendors.identity}`,
    'input file': createHash('sha256').update(readFileSync(input)).digest('hex'),
    '--threshold': String(reward.thresholdMinor),
    '--reward': String(reward.amountMinor),
    '--product': reward.productId ?? 'any',
    '--prefix': reward.referencePrefix,
  }
  for (const [name, value] of Object.entries(facts)) {
    if (store.keepFact(name, value) === value) continue
    const advice =
      vendors.kind === 'fakes'
        ? 'give another --state, or --fresh to start over'
        : 'give another --state; what was sent already is found, and not sent again'
    throw new UsageError(`${state} belongs to a job with a different ${name}: ${advice}`)
  }
}
