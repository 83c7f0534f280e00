import { attempting, type RetryPolicy } from '../attempts/attempting.ts'
import { identifyingRequest } from '../attempts/identifying-request.ts'
import type { AuthStrategy } from '../auth/auth-strategy.ts'
import { authorizing } from '../auth/authorizing.ts'
import type { Clock } from '../clock/clock.ts'
import type { Random } from '../clock/random.ts'
import type { WatchDrift } from '../drift/watching-drift.ts'
import { TenonError } from '../errors/tenon-error.ts'
import type { CoolDown } from '../limits/cool-down.ts'
import { limiting, type RateLimits } from '../limits/limiting.ts'
import { RetryBudget } from '../limits/retry-budget.ts'
import type { Logger } from '../observe/logger.ts'
import { readingResult } from '../result/reading-result.ts'
import type { MapError } from '../result/response-error.ts'
import { guardingOrigin } from '../transport/guarding-origin.ts'
import type { Send, Transport } from '../transport/transport.ts'
import type { Middleware } from './middleware.ts'

export interface PipelineParts {
  readonly mapError: MapError
  readonly watchDrift: WatchDrift | undefined
  readonly origin: string
  readonly transport: Transport
  readonly logger: Logger
  readonly random: Random
  readonly clock: Clock
  readonly retry: RetryPolicy
  readonly middleware: readonly Middleware[]
  /** Left out for the login lane, which has no credential yet, and does not wait for its own callers' turn. */
  readonly account?: AccountParts
}

/** What belongs to one account, and is shared by its calls. */
export interface AccountParts {
  readonly auth: AuthStrategy
  readonly rateLimits: RateLimits
  readonly coolDown: CoolDown
}

/** The path of one call, from the outside in. The order is the contract: `docs/architecture.md` says why. */
export function createPipeline(parts: PipelineParts): Send {
  const { mapError, watchDrift, origin, transport, logger, random, retry, middleware, account, clock } = parts
  const steps: ((next: Send) => Send)[] = [
    ...inSlot(middleware, 'operation'),
    readingResult(mapError, watchDrift),
    attempting({
      retry,
      random,
      logger,
      auth: account?.auth,
      coolDown: account?.coolDown,
      budget: new RetryBudget(),
    }),
    ...(account === undefined ? [] : [limiting(account.rateLimits, account.coolDown, clock)]),
    identifyingRequest(random),
    ...(account === undefined ? [] : [authorizing(account.auth)]),
    ...inSlot(middleware, 'attempt'),
    guardingOrigin(origin),
  ]
  return steps.reduceRight<Send>((next, wrap) => wrap(next), transport.send.bind(transport))
}

function inSlot(middleware: readonly Middleware[], slot: Middleware['slot']): ((next: Send) => Send)[] {
  return middleware.filter((one) => one.slot === slot).map((one) => (next) => named(one, one.wrap(next)))
}

/** What a middleware throws, or waits for, is told as its own. */
function named({ name }: Middleware, send: Send): Send {
  return async (request, call) => {
    call.phase = 'middleware'
    try {
      return await send(request, call)
    } catch (error) {
      throw TenonError.isInstance(error)
        ? error
        : new Error(`the middleware "${name}" failed`, { cause: error })
    }
  }
}
