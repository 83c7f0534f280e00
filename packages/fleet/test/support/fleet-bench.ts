import {
  loginCredential,
  silentLogger,
  type Clock,
  type IssuedToken,
  type Logger,
  type Token,
  type TokenSource,
  type TokenStore,
} from '@tenon/core'
import {
  createMemoryTokenStore,
  createSeededRandom,
  createVirtualClock,
  type TokenRecord,
} from '@tenon/core/testing'

import { shareTokens, type ShareTokensOptions } from '../../src/index.ts'

export const SEALING_KEY = 'a key that every process of the fleet has'

export interface Process {
  readonly source: TokenSource
  /** The token that a caller gets now. */
  readonly value: () => Promise<string>
}

export interface StoreSwitch {
  /** `'silent'` never answers, `'failing'` rejects, `'slow'` does what it is told 5 s later. Default `'up'`. */
  state: 'up' | 'silent' | 'failing' | 'slow'
  /** Commands that were given to it. */
  commands: number
}

/** A memory store that can be switched off. */
export function createSwitchedStore(clock: Clock, records: Map<string, TokenRecord>) {
  const inner = createMemoryTokenStore({ clock, records })
  const control: StoreSwitch = { state: 'up', commands: 0 }
  function through<T>(command: () => Promise<T>): Promise<T> {
    control.commands += 1
    if (control.state === 'silent') return new Promise(() => {})
    if (control.state === 'failing') throw new Error('ECONNREFUSED')
    if (control.state === 'slow')
      return new Promise((resolve) => clock.setTimer(5_000, () => resolve(command())))
    return command()
  }
  const store: TokenStore = {
    step: (...parts) => through(() => inner.step(...parts)),
    put: (...parts) => through(() => inner.put(...parts)),
    fail: (...parts) => through(() => inner.fail(...parts)),
  }
  return { store, control }
}

/** Processes that share a store and a vendor, on one virtual clock. */
export function createFleetBench() {
  const clock = createVirtualClock()
  const records = new Map<string, TokenRecord>()
  const { store, control } = createSwitchedStore(clock, records)
  const bench = {
    clock,
    records,
    store,
    control,
    /** How long a login takes. */
    loginMs: 200,
    lifetimeSeconds: 3_600 as unknown,
    failure: undefined as Error | undefined,
    /** When a login that takes its time reaches the vendor: the token of the last one is the only one that it takes. */
    reaches: 'at its start' as 'at its start' | 'at its end',
    session: '',
    secret: 'client-secret',
    logins: 0,
    /** Logins that are under way. */
    running: 0,
    mostRunning: 0,
    processes: [] as Process[],
    start(tokens: Partial<ShareTokensOptions> = {}, logger: Logger = silentLogger): Process {
      const { tokens: source } = loginCredential({
        clock,
        random: createSeededRandom(bench.processes.length + 1),
        logger,
        tokens: shareTokens({ store, sealingKey: SEALING_KEY, ...tokens }),
        scope: 'vendor https://vendor.test',
        credential: () => bench.secret,
        identify: (secret) => ['account', secret],
        issue: (_, signal) => bench.issue(signal),
      })
      const value = async (): Promise<string> => (await source.get()).value.reveal()
      const process = { source, value }
      bench.processes.push(process)
      return process
    },
    async issue(signal: AbortSignal): Promise<IssuedToken> {
      bench.logins += 1
      const number = bench.logins
      if (bench.reaches === 'at its start') bench.session = `token-${number}`
      bench.mostRunning = Math.max(bench.mostRunning, (bench.running += 1))
      await new Promise<void>((resolve) => {
        const timer = clock.setTimer(bench.loginMs, resolve)
        signal.addEventListener('abort', () => {
          clock.clearTimer(timer)
          resolve()
        })
      })
      bench.running -= 1
      signal.throwIfAborted()
      if (bench.failure !== undefined) throw bench.failure
      if (bench.reaches === 'at its end') bench.session = `token-${number}`
      return { value: `token-${number}`, lifetimeSeconds: bench.lifetimeSeconds }
    },
    /** Asks every process once, and lets time pass. */
    async askAll(ms = 5_000): Promise<PromiseSettledResult<Token>[]> {
      const asked = Promise.allSettled(bench.processes.map(({ source }) => source.get()))
      await clock.advance(ms)
      return asked
    },
    async close(): Promise<void> {
      for (const { source } of bench.processes) await source[Symbol.asyncDispose]()
    },
  }
  return bench
}

export type FleetBench = ReturnType<typeof createFleetBench>

/** What the callers got: token values, or codes of errors. */
export function outcomes(results: readonly PromiseSettledResult<Token>[]): string[] {
  return results.map((result) =>
    result.status === 'fulfilled'
      ? result.value.value.reveal()
      : ((result.reason as { code?: string }).code ?? String(result.reason)),
  )
}
