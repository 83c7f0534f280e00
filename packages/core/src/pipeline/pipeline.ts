import { attempting, type AttemptingParts } from '../attempts/attempting.ts'
import { identifyingRequest } from '../attempts/identifying-request.ts'
import { authorizing } from '../auth/authorizing.ts'
import type { WatchDrift } from '../drift/watching-drift.ts'
import { TenonError } from '../errors/tenon-error.ts'
import { limiting, type RateLimits } from '../limits/limiting.ts'
import { readingResult } from '../result/reading-result.ts'
import type { MapError } from '../result/response-error.ts'
import { guardingOrigin } from '../transport/guarding-origin.ts'
import type { Send, Transport } from '../transport/transport.ts'
import type { Middleware } from './middleware.ts'

/**
 * What a path is made of. The login lane has neither `auth` nor `coolDown`: it has no credential yet, and does not
 * wait for its own callers' turn.
 */
export interface PipelineParts extends AttemptingParts {
  readonly mapError: MapError
  readonly watchDrift: WatchDrift | undefined
  readonly origin: string
  readonly transport: Transport
  readonly middleware: readonly Middleware[]
  readonly rateLimits?: RateLimits | undefined
}

/** The path of one call, from the outside in. The order is the contract: `docs/architecture.md` says why. */
export function createPipeline(parts: PipelineParts): Send {
  const { mapError, watchDrift, origin, transport, random, middleware, clock } = parts
  const { auth, coolDown, rateLimits = {} } = parts
  const steps: ((next: Send) => Send)[] = [
    ...inSlot(middleware, 'operation'),
    readingResult(mapError, watchDrift),
    attempting(parts),
    ...(coolDown === undefined ? [] : [limiting(rateLimits, coolDown, clock)]),
    identifyingRequest(random),
    ...(auth === undefined ? [] : [authorizing(auth)]),
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
      if (TenonError.isInstance(error)) {
        if ((error.call ?? call) === call) throw error
        // Of another call that it made: whether that one was sent says nothing about this one.
        if (!call.attempts.some(({ sent }) => sent)) throw error.shared({ call }, `the middleware "${name}"`)
      }
      throw new Error(`the middleware "${name}" failed`, { cause: error })
    }
  }
}
