import { hashFile } from '../hash-file.ts'
import type { Settings } from '../settings.ts'
import type { JobStore } from '../store/job-store.ts'
import { UsageError } from '../usage-error.ts'
import type { Vendors } from '../vendors/vendors.ts'

export interface JobIdentity {
  readonly store: JobStore
  /** Where the job is kept, and how to keep another one elsewhere. */
  readonly place: { readonly name: string; readonly another: string }
  readonly vendors: Vendors
  readonly input: string
  readonly settings: Settings
}

/**
 * What is kept in one place belongs to one job: one input, one pair of accounts, one rule for rewards. Going on with
 * anything else would send things twice, or to the wrong place.
 *
 * @throws UsageError naming what differs
 */
export async function identifyJob({ store, place, vendors, input, settings }: JobIdentity): Promise<void> {
  const { reward } = settings
  const facts = {
    vendors: `${vendors.kind} ${vendors.identity}`,
    'input file': await hashFile(input),
    '--threshold': String(reward.thresholdMinor),
    '--reward': String(reward.amountMinor),
    '--product': reward.productId ?? 'any',
    '--prefix': reward.referencePrefix,
  }
  for (const [name, value] of Object.entries(facts)) {
    if ((await store.facts.keep(name, value)) === value) continue
    const found = vendors.kind === 'live' ? '; what was sent already is found, and not sent again' : ''
    const advice = `give ${place.another}${found}`
    const what = name === 'vendors' ? 'other vendors' : `a different ${name}`
    throw new UsageError(`${place.name} belongs to a job with ${what}: ${advice}`)
  }
}
