import { subscribe, unsubscribe } from 'node:diagnostics_channel'

import type { CallRecord } from '@tenon/core'

/** What went over the wire to one vendor. */
export interface VendorTraffic {
  calls: number
  requests: number
  retries: number
  logins: number
}

/** Counts every request of the process, from the records that Tenon publishes. */
export interface Traffic extends Disposable {
  readonly vendors: Readonly<Record<string, VendorTraffic>>
}

export function countTraffic(): Traffic {
  const vendors: Record<string, VendorTraffic> = {}

  function count(message: unknown): void {
    const { provider, lane, attempts } = message as CallRecord
    const vendor = (vendors[provider] ??= { calls: 0, requests: 0, retries: 0, logins: 0 })
    vendor.requests += attempts.length
    vendor.retries += attempts.filter((attempt) => attempt.reason !== 'first').length
    if (lane === 'login') vendor.logins += 1
    else vendor.calls += 1
  }

  subscribe('tenon:call', count)
  return { vendors, [Symbol.dispose]: () => void unsubscribe('tenon:call', count) }
}
