import { defaultRetryPolicy, type RetryPolicy } from '../attempts/attempting.ts'
import type { TokenSharing } from '../auth/token-sharing.ts'
import type { Clock } from '../clock/clock.ts'
import type { Random } from '../clock/random.ts'
import type { Provider } from '../declare/provider.ts'
import type { DriftPolicy } from '../drift/find-drift.ts'
import type { RateLimits } from '../limits/limiting.ts'
import type { Logger } from '../observe/logger.ts'
import type { Middleware } from '../pipeline/middleware.ts'
import type { Transport } from '../transport/transport.ts'
import { optionError } from './read-config.ts'

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
  /** One login for all processes of an account: `shareTokens` of `@tenon/fleet`. Default: each logs in for itself. */
  readonly tokens?: TokenSharing
  /** Default: the machine's. */
  readonly clock?: Clock
  /** Default: the machine's. */
  readonly random?: Random
  /** Allows `http://` to a loopback address, for fake servers and tests. Default false. */
  readonly allowLoopback?: boolean
}

export const isPositive = (value: unknown) => Number.isFinite(value) && Number(value) > 0
const isNotNegative = (value: unknown) => Number.isFinite(value) && Number(value) >= 0
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const has = (names: readonly string[]) => (value: unknown) =>
  isObject(value) && names.every((name) => name in value)
const fields = (names: readonly string[], is: (field: unknown) => boolean) => (value: unknown) =>
  isObject(value) && Object.entries(value).every(([name, field]) => names.includes(name) && is(field))
const isRateLimit = (value: unknown) =>
  has(['requests', 'perMs'])(value) && fields(['requests', 'perMs', 'burst'], isPositive)(value)
const areRateLimits = (value: unknown) => isObject(value) && Object.values(value).every(isRateLimit)
const retryFields = Object.keys(defaultRetryPolicy)
const isMiddleware = ({ name, slot, wrap }: Partial<Middleware>) =>
  name !== undefined && typeof wrap === 'function' && (slot === 'operation' || slot === 'attempt')

/** What each option must be. */
const RULES: Record<keyof ClientOptions, readonly [is: (value: unknown) => boolean, what: string]> = {
  transport: [has(['send', 'close']), 'a Transport'],
  logger: [has(['debug', 'info', 'warn', 'error']), 'a logger, with debug, info, warn and error'],
  timeoutMs: [isPositive, 'a number of milliseconds above 0'],
  retry: [fields(retryFields, isNotNegative), `an object of ${retryFields.join(', ')}, none below 0`],
  rateLimits: [areRateLimits, 'an object of { requests, perMs, burst? } by bucket, each above 0'],
  drift: [
    (value) => ['report', 'throw', 'ignore'].includes(value as string),
    "'report', 'throw' or 'ignore'",
  ],
  tokens: [has(['join']), 'what shareTokens() of @tenon/fleet gives'],
  middleware: [
    (value) => Array.isArray(value) && value.every((one) => isObject(one) && isMiddleware(one)),
    "a list of middleware, each with name, slot ('operation' or 'attempt') and wrap",
  ],
  clock: [has(['monotonic', 'wall', 'setTimer', 'clearTimer']), 'a Clock'],
  random: [has(['fraction', 'uuid']), 'a Random'],
  allowLoopback: [(value) => typeof value === 'boolean', 'true or false'],
}

/**
 * Tells the options that every client has from the vendor's own, and checks them.
 *
 * @throws ConfigurationError naming the first one that is wrong
 */
export function splitOptions(provider: Provider, given: unknown): { common: ClientOptions; vendor: object } {
  if (!isObject(given)) throw optionError(provider, '', 'they are missing')
  const common: Record<string, unknown> = {}
  const vendor = Object.create(null) as Record<string, unknown>
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(RULES, name)) vendor[name] = value
    else if (value !== undefined) {
      const [is, what] = RULES[name as keyof ClientOptions]
      if (!is(value)) throw optionError(provider, name, `must be ${what}`)
      common[name] = value
    }
  }
  return { common, vendor }
}
