import { attempting, type RetryPolicy } from '../attempts/attempting.ts'
import { identifyingRequest } from '../attempts/identifying-request.ts'
import type { AuthStrategy } from '../auth/auth-strategy.ts'
import { authorizing } from '../auth/authorizing.ts'
import type { Random } from '../clock/random.ts'
import type { Provider } from '../declare/provider.ts'
import type { Logger } from '../observe/logger.ts'
import { reporting } from '../observe/reporting.ts'
import { readingResult } from '../result/reading-result.ts'
import { guardingOrigin } from '../transport/guarding-origin.ts'
import type { Send, Transport } from '../transport/transport.ts'
import type { Middleware } from './middleware.ts'

export interface PipelineParts {
  readonly provider: Provider
  readonly origin: string
  readonly transport: Transport
  readonly logger: Logger
  readonly random: Random
  readonly retry: RetryPolicy
  readonly middleware: readonly Middleware[]
  /** Left out for the login lane, which has no credential yet. */
  readonly auth?: AuthStrategy
}

/** The path of one call, from the outside in. The order is the contract: `docs/architecture.md` says why. */
export function createPipeline(parts: PipelineParts): Send {
  const { provider, origin, transport, logger, random, retry, middleware, auth } = parts
  const steps: ((next: Send) => Send)[] = [
    ...inSlot(middleware, 'operation'),
    readingResult(provider),
    attempting({ retry, random, logger, ...(auth && { auth }) }),
    identifyingRequest(random),
    ...(auth === undefined ? [] : [authorizing(auth)]),
    ...inSlot(middleware, 'attempt'),
    guardingOrigin(origin),
    reporting(logger),
  ]
  return steps.reduceRight<Send>((next, wrap) => wrap(next), transport.send.bind(transport))
}

function inSlot(middleware: readonly Middleware[], slot: Middleware['slot']): ((next: Send) => Send)[] {
  return middleware.filter((one) => one.slot === slot).map((one) => (next) => one.wrap(next))
}
