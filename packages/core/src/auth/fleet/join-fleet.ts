import { AuthenticationError } from '../../errors/authentication-error.ts'
import { ConfigurationError } from '../../errors/configuration-error.ts'
import { ConnectionError } from '../../errors/connection-error.ts'
import { TenonError } from '../../errors/tenon-error.ts'
import { scrubCause } from '../../secret/scrubber.ts'
import { createSecretReader } from '../../secret/secret-reader.ts'
import type { Secret } from '../../secret/secret.ts'
import type { DatedToken } from '../dated-token.ts'
import { loginDelayMs } from '../login-delay.ts'
import { LOGIN_TIMEOUT_MS } from '../login-timeout.ts'
import type { Ports } from '../ports.ts'
import { REFUSALS } from '../refusal-memory.ts'
import { tokenLifetime } from '../token-lifetime.ts'
import type { IssuedToken } from '../token-source.ts'
import { createSealer } from './create-sealer.ts'
import type { SharedTokens } from './shared-tokens.ts'

const SHORTEST_KEY = 32
const COMMAND_MS = 300
/** Until the store is asked again: from this to five times as much. */
const SILENCE_MS = 1_000
/** Between two looks at the store while another process logs in: from this to twice as much. */
const POLL_MS = 100
/** A fleet that has lost its store does not log in at once. */
const SPREAD_MS = 500
/** What every store can count to. */
const LONGEST_LIFE_MS = 2 ** 31 - 1

/** This process as one of a fleet that shares a token. */
export interface Fleet {
  readonly leaseMs: number
  /** The fleet's token; or one of this process alone, while the store is down. Logs in once at most. */
  login(fingerprint: string, attempt: LoginAttempt, issue: () => Promise<DatedToken>): Promise<DatedToken>
}

export interface LoginAttempt {
  readonly controller: AbortController
  /** Set when it has failed: for how long no process of the fleet tries again. */
  pauseMs?: number
}

export function joinFleet(options: SharedTokens & Ports): Fleet {
  const { clock, random, logger, store, scope = '', leaseMs = LOGIN_TIMEOUT_MS + 1_000 } = options
  const option = 'tokens.sealingKey'
  const key = (createSecretReader(options.sealingKey, option, clock)() as Secret).reveal()
  if (key.length < SHORTEST_KEY) {
    const message = `option "${option}" must be ${SHORTEST_KEY} characters or more`
    throw new ConfigurationError({ message, option })
  }
  const sealer = createSealer(key)
  /** The last token of the store that this process has had. */
  let seen: string | undefined
  let silentUntil = 0

  /** The outcome of the work, or undefined if it takes longer. Without work it is a pause. */
  function within<T>(signal: AbortSignal, ms: number, work?: Promise<T>): Promise<T | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<T | undefined>()
    const stop = (): void => reject(signal.reason)
    const timer = clock.setTimer(ms, () => resolve(undefined))
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    work?.then(resolve, reject)
    return promise.finally(() => {
      clock.clearTimer(timer)
      signal.removeEventListener('abort', stop)
    })
  }

  /** The store's answer, or undefined if it is down. */
  async function ask<T>(signal: AbortSignal, command: () => Promise<T>): Promise<T | undefined> {
    if (clock.monotonic() < silentUntil) return undefined
    let cause: unknown
    try {
      const answer = await within(signal, COMMAND_MS, command())
      if (answer !== undefined) return answer
    } catch (error) {
      signal.throwIfAborted()
      cause = scrubCause(error)
    }
    silentUntil = clock.monotonic() + SILENCE_MS * (1 + 4 * random.fraction())
    logger.warn({ cause }, 'the token store does not answer')
    return undefined
  }

  const login: Fleet['login'] = async (fingerprint, attempt, issue) => {
    const { signal } = attempt.controller
    const name = sealer.nameOf(scope, fingerprint)
    /** Issued under a lease that was lost: it serves this process, unless the store has one for all. */
    let own: DatedToken | undefined

    async function logIn(fence: number, failures: number): Promise<DatedToken> {
      try {
        return await issue()
      } catch (error) {
        // A login that was broken off does not keep the others from trying.
        const forMs = signal.aborted ? 0 : Math.ceil(loginDelayMs(error, failures, options))
        const code = TenonError.isInstance(error) ? error.code : AuthenticationError.code
        attempt.pauseMs = forMs
        await ask(signal, () => store.fail(name, fence, { code, forMs }))
        throw error
      }
    }

    /** False if the lease was lost. Whether a store that is down has it is not known. */
    async function put(fence: number, leasedAt: number, token: DatedToken): Promise<boolean> {
      const { value, lifetimeSeconds, sentAt } = token
      const life = Math.max(0, tokenLifetime(lifetimeSeconds).endAt - Math.max(0, leasedAt - sentAt))
      const sealed = sealer.seal(name, { value, lifetimeSeconds: life / 1000 })
      const lifeMs = Math.floor(Math.min(life, LONGEST_LIFE_MS))
      const id = random.uuid()
      if ((await ask(signal, () => store.put(name, fence, { id, sealed, lifeMs }))) === false) return false
      seen = id
      return true
    }

    for (;;) {
      const askedAt = clock.monotonic()
      const step = await ask(signal, () => store.step(name, seen, leaseMs))
      if (step?.state === 'adopt') {
        seen = step.id
        const token = sealer.open(name, step.sealed) as IssuedToken | undefined
        if (token !== undefined) return { ...token, sentAt: askedAt - step.ageMs }
        logger.warn({ name }, 'a shared token cannot be read, and is replaced')
      } else if (step?.state === 'leased') {
        const token = own ?? (await logIn(step.fence, step.failures))
        if ((await put(step.fence, askedAt, token)) || own !== undefined) return token
        own = token
      } else if (own !== undefined) {
        return own
      } else if (step === undefined) {
        if (options.onStoreDown === 'fail')
          throw new ConnectionError({ message: 'the token store does not answer', sent: 'no' })
        await within(signal, SPREAD_MS * random.fraction())
        return issue()
      } else if (step.state === 'failed') {
        attempt.pauseMs = step.remainingMs
        throw sharedFailure(step.code, new Date(clock.wall() + step.remainingMs))
      }
      await within(signal, POLL_MS * (1 + random.fraction()))
    }
  }

  return { leaseMs, login }
}

/** What another process was told, for the callers of this one. */
function sharedFailure(code: string, retryAt: Date): TenonError {
  const Failure = REFUSALS.find((kind) => kind.code === code) ?? AuthenticationError
  const message = `another process could not log in (${code}); its log says why`
  return new Failure({ message, retryAt, transient: Failure === AuthenticationError })
}
