import { AsyncLocalStorage } from 'node:async_hooks'

import type { Ports } from '../call/ports.ts'
import type { Clock, Timer } from '../clock/clock.ts'
import { AuthenticationError } from '../errors/authentication-error.ts'
import { ClosedError } from '../errors/closed-error.ts'
import { TenonError } from '../errors/tenon-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { RateLimiter } from '../limits/rate-limit.ts'
import { hideEverywhere } from '../secret/scrubber.ts'
import { Secret } from '../secret/secret.ts'
import { datedToken } from './dated-token.ts'
import { LOGIN_TIMEOUT_MS, loginDelayMs } from './login-timing.ts'
import { isRefusal, RefusalMemory, refusalMs } from './refusal-memory.ts'
import { tokenLifetime, type TokenLifetime } from './token-lifetime.ts'
import type { Fleet, LoginAttempt } from './token-sharing.ts'
import type { Generation, IssuedToken, Token, TokenSource, TokenStatus, TokenWait } from './token-source.ts'
import { Waiters } from './waiters.ts'

/** How long a caller waits for a refresh while the old token still lives. */
const PATIENCE_MS = 10_000
/** How many logins refused tokens may cause, so that an endpoint that always answers 401 makes no storm. */
const REFUSED_TOKENS = { requests: 1, perMs: 10_000, burst: 3 }
/** How much earlier one process of a fleet may refresh than another, so that not all move at once. */
const FLEET_SPREAD = 0.05

export interface LoginTokenSourceOptions extends Ports {
  /** The credential as it is now; read anew for every login. */
  readonly credential: () => Promise<LoginCredential>
  /** Shares the token with other processes. */
  readonly fleet?: Fleet | undefined
}

export interface LoginCredential {
  /** Tells one credential from another without showing it: a new one ends the memory of a refusal. */
  readonly fingerprint: string
  /** Logs in once. Rejects with a `CredentialsRefusedError` or `PermissionError` when the vendor says no. */
  issue(signal: AbortSignal): Promise<IssuedToken>
}

/** Its moments are on the monotonic clock. */
interface HeldToken extends TokenLifetime {
  readonly token: Token
}

interface Login extends LoginAttempt {
  readonly controller: AbortController
  /** The old token's callers have waited long enough for this login. */
  patienceOver: boolean
  readonly timers: Timer[]
}

/**
 * The token life cycle of one process. All state lives here and changes in turns of the event loop, so that
 * there is never more than one login, and every waiter is settled by the login that it waited for.
 */
export class LoginTokenSource implements TokenSource {
  readonly #options: LoginTokenSourceOptions
  readonly #clock: Clock
  readonly #budget: RateLimiter
  readonly #refusals: RefusalMemory
  readonly #waiters = new Waiters()
  /** A login belongs to no caller: it must not inherit the async context of the one who happened to start it. */
  readonly #inOwnContext = AsyncLocalStorage.snapshot()
  #held: HeldToken | undefined
  #login: Login | undefined
  #generation: Generation = 0
  #failures = 0
  #failure: TenonError | undefined
  /** No attempt before this moment, after one that failed. */
  #retryAt = 0
  #wakeUp: Timer | undefined
  #closed = false

  constructor(options: LoginTokenSourceOptions) {
    this.#options = options
    this.#clock = options.clock
    this.#budget = new RateLimiter(REFUSED_TOKENS, options.clock)
    this.#refusals = new RefusalMemory(options.clock)
  }

  peek(): Token | undefined {
    const held = this.#held
    if (held === undefined || this.#closed) return undefined
    const now = this.#clock.monotonic()
    if (now < held.softAt) return held.token
    if (now >= held.endAt) return undefined
    if (this.#login === undefined && now >= this.#retryAt) this.#startLogin()
    if (now < held.hardAt) return held.token
    const mustWait = this.#login === undefined ? this.#refusals.isRefused : !this.#login.patienceOver
    return mustWait ? undefined : held.token
  }

  get(wait: TokenWait = {}): Promise<Token> {
    const ready = this.peek()
    if (ready !== undefined) return Promise.resolve(ready)
    if (this.#closed) return Promise.reject(new ClosedError({ message: 'the token source is closed' }))
    const { signal, deadline } = wait
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error)
    if (this.#login === undefined) {
      // A refusal has no back-off: its memory is asked instead.
      const failure = this.#refusals.isRefused ? undefined : this.#failure
      if (failure === undefined || this.#clock.monotonic() >= this.#retryAt) this.#startLogin()
      else if (deadline !== undefined && deadline < this.#retryAt) {
        const retryAt = new Date(this.#clock.wall() + this.#retryAt - this.#clock.monotonic())
        return Promise.reject(failure.shared({ retryAt }))
      }
    }
    const waiting = this.#waiters.join(signal, () => this.#arm())
    this.#arm()
    return waiting
  }

  reject(generation: Generation): 'renewing' | 'superseded' | 'budget-spent' {
    const current = this.#living()
    if (current === undefined) return 'renewing'
    if (current.generation !== generation) return 'superseded'
    if (this.#budget.reserve(0) === undefined) return 'budget-spent'
    this.#hold(undefined)
    if (this.#login === undefined && this.#clock.monotonic() >= this.#retryAt) this.#startLogin()
    return 'renewing'
  }

  status(): TokenStatus {
    const remaining = this.#held === undefined ? 0 : this.#held.endAt - this.#clock.monotonic()
    const held = remaining > 0 ? 'valid' : this.#refusals.isRefused ? 'refused' : 'none'
    return {
      state: this.#closed ? 'closed' : held,
      loggingIn: this.#login !== undefined,
      remainingMs: remaining > 0 ? remaining : undefined,
      failures: this.#failures,
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    this.#hold(undefined)
    const error = new ClosedError({ message: 'the token source was closed' })
    const login = this.#login
    if (login !== undefined) {
      this.#endLogin(login)
      login.controller.abort(error)
    }
    this.#waiters.settle((waiter) => waiter.reject(error))
    this.#arm()
    return Promise.resolve()
  }

  /** A timer runs exactly while somebody waits for the next attempt. */
  #arm(): void {
    const wanted = this.#waiters.size > 0 && this.#login === undefined && !this.#closed
    if (wanted === (this.#wakeUp !== undefined)) return
    if (!wanted) {
      this.#clock.clearTimer(this.#wakeUp as Timer)
      this.#wakeUp = undefined
      return
    }
    this.#wakeUp = this.#clock.setTimer(Math.max(0, this.#retryAt - this.#clock.monotonic()), () => {
      this.#wakeUp = undefined
      this.#startLogin()
    })
  }

  #startLogin(): void {
    if (this.#closed) return
    // In a fleet a process may first wait for another, which dies.
    const limitMs = LOGIN_TIMEOUT_MS + (this.#options.fleet?.patienceMs ?? 0)
    const controller = new AbortController()
    const login: Login = { controller, signal: controller.signal, patienceOver: false, timers: [] }
    this.#login = login
    this.#arm()
    this.#inOwnContext(() => {
      login.timers.push(
        this.#clock.setTimer(PATIENCE_MS, () => this.#endPatience(login)),
        this.#clock.setTimer(limitMs, () => this.#giveUp(login, limitMs)),
      )
      this.#attempt(login).then(
        (held) => this.#succeed(login, held),
        (error: unknown) => this.#fail(login, error),
      )
    })
  }

  async #attempt(login: Login): Promise<HeldToken> {
    const { fleet, random } = this.#options
    const credential = await this.#options.credential()
    const { fingerprint } = credential
    this.#refusals.recall(fingerprint)
    try {
      const issue = () => datedToken(this.#clock, () => credential.issue(login.signal))
      const { value, lifetimeSeconds, sentAt } = await (fleet?.login(fingerprint, login, issue) ?? issue())
      const { softAt, hardAt, endAt } = tokenLifetime(lifetimeSeconds)
      const token = { value: new Secret(value), generation: this.#generation + 1 }
      const early = fleet === undefined ? 0 : softAt * FLEET_SPREAD * random.fraction()
      return { token, softAt: sentAt + softAt - early, hardAt: sentAt + hardAt, endAt: sentAt + endAt }
    } catch (error) {
      if (isRefusal(error)) this.#refusals.remember(error, fingerprint, login.pauseMs)
      throw error
    }
  }

  /** The token before passes: what was sent with it may fail later, but it is not searched for in every text for ever. */
  #hold(held: HeldToken | undefined): void {
    if (this.#held !== undefined) hideEverywhere(this.#held.token.value.reveal(), 'passing')
    if (held !== undefined) hideEverywhere(held.token.value.reveal(), 'lasting')
    this.#held = held
  }

  #succeed(login: Login, held: HeldToken): void {
    if (!this.#endLogin(login)) return
    this.#generation = held.token.generation
    this.#hold(held)
    this.#failures = 0
    this.#failure = undefined
    this.#retryAt = 0
    this.#refusals.forget()
    this.#waiters.settle((waiter) => waiter.resolve(held.token))
    this.#options.logger.debug({ generation: this.#generation }, 'token renewed')
  }

  #fail(login: Login, cause: unknown): void {
    if (!this.#endLogin(login)) return
    const error = TenonError.isInstance(cause)
      ? cause
      : new AuthenticationError({ message: 'the login failed', cause })
    const refused = isRefusal(error)
    const isRecalled = refused && error === this.#failure
    if (!refused) this.#refusals.lapse()
    if (!isRecalled) this.#failures += 1
    this.#failure = error
    const pauseMs = refused
      ? refusalMs(0)
      : (login.pauseMs ?? loginDelayMs(error, this.#failures - 1, this.#options))
    this.#retryAt = this.#clock.monotonic() + pauseMs
    const old = refused ? undefined : this.#living()
    this.#waiters.settle((waiter) => (old === undefined ? waiter.reject(error) : waiter.resolve(old)))
    if (!isRecalled) this.#options.logger.warn({ error, failures: this.#failures }, 'the login failed')
  }

  #giveUp(login: Login, limitMs: number): void {
    const message = `the login took longer than ${limitMs} ms`
    const error = new TimeoutError({ message, phase: 'auth' })
    this.#fail(login, error)
    login.controller.abort(error)
  }

  #endPatience(login: Login): void {
    login.patienceOver = true
    const old = this.#living()
    if (old !== undefined) this.#waiters.settle((waiter) => waiter.resolve(old))
  }

  #living(): Token | undefined {
    const held = this.#held
    return held !== undefined && this.#clock.monotonic() < held.endAt ? held.token : undefined
  }

  /** False if the login was over already: its late outcome is of no use to anybody. */
  #endLogin(login: Login): boolean {
    for (const timer of login.timers.splice(0)) this.#clock.clearTimer(timer)
    if (this.#login !== login) return false
    this.#login = undefined
    return true
  }
}
