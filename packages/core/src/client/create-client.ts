import { defaultRetryPolicy } from '../attempts/attempting.ts'
import type { AuthStrategy } from '../auth/auth-strategy.ts'
import { LOGIN_CALL_MS } from '../auth/login-timing.ts'
import type { CallRecord, Lane } from '../call/call-record.ts'
import { Call } from '../call/call.ts'
import { RunningCalls } from '../call/running-calls.ts'
import { systemRandom } from '../clock/random.ts'
import { systemClock } from '../clock/system-clock.ts'
import type { Operation } from '../declare/operation.ts'
import type { OperationTree, Provider } from '../declare/provider.ts'
import { watchingDrift } from '../drift/watching-drift.ts'
import { AbortedError } from '../errors/aborted-error.ts'
import { ClosedError } from '../errors/closed-error.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { InvalidInputError } from '../errors/invalid-input-error.ts'
import { OutcomeUnknownError } from '../errors/outcome-unknown-error.ts'
import { TenonError } from '../errors/tenon-error.ts'
import { CoolDown } from '../limits/cool-down.ts'
import { DEFAULT_BUCKET } from '../limits/limiting.ts'
import { clientLogger, silentLogger } from '../observe/logger.ts'
import { paginate } from '../paging/paginate.ts'
import { createPipeline } from '../pipeline/pipeline.ts'
import type { MapError } from '../result/response-error.ts'
import type { HttpResponse } from '../transport/transport.ts'
import { createUndiciTransport } from '../transport/undici-transport.ts'
import { isPositive, splitOptions, type ClientOptions } from './client-options.ts'
import type { CallOptions, ClientStatus, Methods, PageOptions, Pending } from './client.ts'
import { compileOperation, type BuildRequest } from './compile-operation.ts'
import { InputProblem } from './input-problem.ts'
import { optionError, readConfig } from './read-config.ts'
import { readOrigin } from './read-origin.ts'

const SPEC_VERSION: string = 'v1'
const DEFAULT_TIMEOUT_MS = 30_000
const LOGIN_RETRIES = 2

export interface Client<Config, Operations extends OperationTree> {
  /** The operations as methods, in the shape they are declared in. */
  readonly methods: Methods<Operations>
  readonly config: Config
  readonly auth: AuthStrategy
  /** Resolves once a credential is at hand: for a readiness probe. */
  ready(signal?: AbortSignal): Promise<void>
  /** How it stands now: for a status page, or a probe that must not wait. */
  status(): ClientStatus
  /** Ends what is under way; later calls get a `ClosedError`. Closes the transport only if it is the client's own. */
  close(): Promise<void>
}

/**
 * Makes a client for one account of a vendor. Opens no connection.
 *
 * @throws ConfigurationError when an option is missing, unknown or wrong
 */
export function createClient<Options, Config, Operations extends OperationTree>(
  provider: Provider<Options, Config, Operations>,
  options: Options & ClientOptions,
): Client<Config, Operations> {
  checkContract(provider)
  const { common, vendor } = splitOptions(provider, options)
  const config = readConfig(provider, vendor)
  const origin = readOrigin(provider, provider.origin(config), common.allowLoopback ?? false)
  const pathPrefix = provider.pathPrefix?.(config) ?? ''
  const { clock = systemClock, random = systemRandom, middleware = [], rateLimits = {}, tokens } = common
  const transport = common.transport ?? createUndiciTransport()
  const ports = { clock, random, logger: clientLogger(common.logger ?? silentLogger, provider.name) }
  const host = { ...ports, provider: provider.name, running: new RunningCalls(clock) }
  let closed = false

  const retry = { ...defaultRetryPolicy, ...common.retry }
  const mapError: MapError = (failure) => provider.mapError?.(failure, config)
  const watchDrift = watchingDrift(common.drift ?? 'report')
  const parts = { ...ports, mapError, watchDrift, origin, transport }
  const sendLogin = createPipeline({
    ...parts,
    // A new field in a login's answer must not lock everybody out.
    watchDrift: watchingDrift(common.drift === 'ignore' ? 'ignore' : 'report'),
    retry: { ...retry, retries: LOGIN_RETRIES },
    middleware: [],
  })
  const compile = (operation: Operation): BuildRequest => compileOperation(operation, origin, pathPrefix)
  const auth = provider.auth(config, {
    ...ports,
    tokens,
    scope: `${provider.name} ${origin}${pathPrefix}`,
    login: (operation, input, signal) =>
      start(operation, compile(operation), 'login', input, { signal, timeoutMs: LOGIN_CALL_MS }) as never,
  })
  const coolDown = new CoolDown(clock, random)
  const send = createPipeline({ ...parts, retry, middleware, auth, coolDown, rateLimits })

  /** Starts a call: everything that is fixed for all of its attempts is decided here. */
  function start(
    operation: Operation,
    build: BuildRequest,
    lane: Lane,
    input: unknown,
    callOptions?: CallOptions,
  ): Pending<unknown> {
    const problem = callOptionsProblem(callOptions)
    const { signal, timeoutMs: wanted } = problem === undefined ? (callOptions ?? {}) : {}
    const timeoutMs = wanted ?? operation.timeoutMs ?? common.timeoutMs ?? DEFAULT_TIMEOUT_MS
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const call = new Call(host, operation, lane, timeoutMs, signal, reject)
    const fail = (cause: unknown): void => {
      const error = asTenonError(cause, call)
      call.end(error.code)
      reject(error)
    }
    if (closed) call.interrupt(new ClosedError({ message: 'the client is closed', call }))
    else if (problem !== undefined) fail(new InputProblem([problem]))
    else if (signal?.aborted === true) call.handleEvent()
    else {
      try {
        const through = lane === 'login' ? sendLogin : send
        through(build(input), call)
          .then((response: HttpResponse | undefined | null) => {
            if (!response) throw new TypeError('a middleware resolved to nothing')
            // A stream ends its call itself, when it has been read.
            if (response.stream === undefined) call.end()
            const { data } = response
            // The collector looks at a call's promises late: they must not keep what was read. A middleware may.
            if (middleware.length === 0) response.data = undefined
            resolve(data)
          })
          .catch(fail)
      } catch (error) {
        fail(error)
      }
    }
    const pending = promise as Promise<unknown> & { call: CallRecord }
    pending.call = call
    return pending
  }

  function toMethod(operation: Operation): unknown {
    buckets.add(operation.bucket ?? DEFAULT_BUCKET)
    const build = compile(operation)
    const method = (input?: unknown, callOptions?: CallOptions): Pending<unknown> =>
      start(operation, build, 'calls', input, callOptions)
    const { paging } = operation
    if (paging === undefined) return method
    const pages = (input: unknown = {}, { maxPages, ...callOptions }: CallOptions & PageOptions = {}) =>
      paginate(paging, input as never, (next) => method(next, callOptions) as never, maxPages)
    async function* items(input?: unknown, pageOptions?: CallOptions & PageOptions): AsyncGenerator<unknown> {
      for await (const page of pages(input, pageOptions)) yield* page.items
    }
    return Object.assign(method, { pages, items })
  }

  function toMethods(node: Operation | OperationTree): unknown {
    if (isOperation(node)) return toMethod(node)
    const entries = Object.entries(node).map(([name, inner]) => [name, toMethods(inner)])
    return Object.freeze(Object.fromEntries(entries))
  }

  async function ready(signal?: AbortSignal): Promise<void> {
    if (closed) throw new ClosedError({ message: 'the client is closed' })
    const ended = Promise.withResolvers<never>()
    const end = (): void => ended.reject(signal?.reason)
    signal?.addEventListener('abort', end)
    try {
      signal?.throwIfAborted()
      await Promise.race([auth.ready?.(signal), ended.promise])
    } catch (error) {
      if (TenonError.isInstance(error)) throw error
      if (signal?.aborted === true)
        throw new AbortedError({ message: 'the caller ended the wait', reason: error })
      throw new ConfigurationError({ message: `${provider.name}: no credential could be had`, cause: error })
    } finally {
      signal?.removeEventListener('abort', end)
    }
  }

  const buckets = new Set([DEFAULT_BUCKET])
  const methods = toMethods(provider.operations) as Methods<Operations>
  const idle = Object.keys(rateLimits).find((bucket) => !buckets.has(bucket))
  if (idle !== undefined)
    throw optionError(provider, `rateLimits.${idle}`, `limits nothing; there is ${[...buckets].join(', ')}`)

  const client = {
    methods,
    config,
    auth,
    ready,
    status: () => ({
      closed,
      running: host.running.size,
      pausedMs: coolDown.remainingMs(),
      credential: auth.status?.(),
    }),
    async close() {
      closed = true
      for (const call of host.running)
        call.interrupt(new ClosedError({ message: 'the client was closed', call }))
      const own = common.transport === undefined ? transport : undefined
      // At once: a login whose connection goes first would have failed, and not been ended.
      await Promise.all([auth.close?.(), own?.close()])
    },
  }
  // The options may hold secrets in plain: who prints a client does not see them.
  return Object.freeze(Object.defineProperty(client, 'config', { enumerable: false }))
}

function isOperation(node: Operation | OperationTree): node is Operation {
  return typeof node['method'] === 'string'
}

/** A provider that was written for another version of the contract would fail somewhere in the middle of a call. */
function checkContract({ name, specVersion }: Provider): void {
  if (specVersion === SPEC_VERSION) return
  const message = `the provider "${name}" is written for version ${specVersion} of the contract, this @tenon/core has ${SPEC_VERSION}`
  const advice = `Install versions of @tenon/core and of the provider's package that belong together`
  throw new ConfigurationError({ message, advice })
}

/** What is wrong with a call's options, if anything: TypeScript does not see them all. */
function callOptionsProblem(options: unknown): string | undefined {
  if (options === undefined) return undefined
  if (typeof options !== 'object' || options === null) return 'the options must be an object'
  const { signal, timeoutMs, ...others } = options as Readonly<Record<string, unknown>>
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) return `${unknown}: unknown option; there are signal and timeoutMs`
  if (signal !== undefined && !(signal instanceof AbortSignal)) return 'signal: must be an AbortSignal'
  const isTime = timeoutMs === undefined || isPositive(timeoutMs)
  return isTime ? undefined : 'timeoutMs: must be a number of milliseconds above 0'
}

/** Only errors of the family leave a call, whatever a step of the pipeline threw. */
function asTenonError(cause: unknown, call: Call): TenonError {
  if (TenonError.isInstance(cause)) return cause
  if (cause instanceof InputProblem) {
    return new InvalidInputError({ message: `not sent: ${cause.message}`, issues: cause.issues, call })
  }
  const message = 'a middleware, a strategy or a schema failed with an error of its own'
  if (!call.attempts.some((attempt) => attempt.sent)) return new ConfigurationError({ message, cause, call })
  const late = `${message}, after the request was sent`
  return new OutcomeUnknownError({ message: late, reference: call.id, resumable: false, cause, call })
}
