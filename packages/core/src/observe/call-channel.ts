import { channel } from 'node:diagnostics_channel'

/**
 * Publishes the `CallRecord` of each call when it has settled, logins included. Costs nothing while nobody
 * listens.
 *
 * @example
 * ```ts
 * import { subscribe } from 'node:diagnostics_channel'
 * import type { CallRecord } from '@tenon/core'
 *
 * subscribe('tenon:call', (message) => {
 *   const call = message as CallRecord
 *   console.log(call.provider, call.operation, call.attempts.length, call.elapsedMs)
 * })
 * ```
 */
export const callChannel = channel('tenon:call')
