import type { RetryPolicy } from '../attempts/attempting.ts'
import type { Clock } from '../clock/clock.ts'
import type { Random } from '../clock/random.ts'
import type { DriftPolicy } from '../drift/drift.ts'
import type { RateLimits } from '../limits/limiting.ts'
import type { Logger } from '../observe/logger.ts'
import type { Middleware } from '../pipeline/middleware.ts'
import type { Transport } from '../transport/transport.ts'

/** What every provider's factory takes beside the vendor's own options. */
export interface ClientOptions {
  /** How requests reach the vendor. Default: undici pools of this client's own. You close what you give. */
  readonly transport?: Transport
  /** A pino instance fits as it is. Default: silent. */
  readonly logger?: Logger
  /** Milliseconds for one call in all, where neither the call nor the operation says otherwise. Default 30,000. */
  readonly timeoutMs?: number
  readonly retry?: Partial<RetryPolicy>
  /** Requests of this client in a while, by bucket: `{ default: { requests: 10, perMs: 1_000 } }`. Default: no limit. */
  readonly rateLimits?: RateLimits
  /** What happens when an answer has fields or words that its schema does not know. Default `'report'`. */
  readonly drift?: DriftPolicy
  /** Steps of your own, outer to inner. Default none. */
  readonly middleware?: readonly Middleware[]
  /** Default: the machine's. */
  readonly clock?: Clock
  /** Default: the machine's. */
  readonly random?: Random
  /** Allows `http://` to a loopback address, for fake servers and tests. Default false. */
  readonly allowLoopback?: boolean
}

const NAMES: Record<keyof ClientOptions, true> = {
  transport: true,
  logger: true,
  timeoutMs: true,
  retry: true,
  rateLimits: true,
  drift: true,
  middleware: true,
  clock: true,
  random: true,
  allowLoopback: true,
}

/** Tells the options that every client has from the vendor's own. */
export function splitOptions(options: object): { common: ClientOptions; vendor: object } {
  const entries = Object.entries(options)
  return {
    common: Object.fromEntries(entries.filter(([name]) => name in NAMES)),
    vendor: Object.fromEntries(entries.filter(([name]) => !(name in NAMES))),
  }
}
