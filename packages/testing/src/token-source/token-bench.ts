import assert from 'node:assert/strict'

import type { IssuedToken, Token, TokenSource, TokenWait } from '@tenon/core'
import { createSeededRandom, createVirtualClock, type VirtualClock } from '@tenon/core/testing'

import { quietly } from '../suite/quietly.ts'
import type { TokenSourceManifest } from './token-source-manifest.ts'

export const HOUR_S = 3_600
export const MINUTE_MS = 60_000

export interface Login {
  readonly credential: string
  readonly signal: AbortSignal
  resolve(token: IssuedToken): void
  reject(error: unknown): void
}

export interface TokenBench {
  readonly clock: VirtualClock
  readonly source: TokenSource
  /** Every login that was begun, in order. */
  readonly logins: readonly Login[]
  /** How the vendor behaves, from now on. */
  readonly vendor: {
    /** Of the tokens that it issues. An hour at first. */
    lifetimeSeconds: unknown
    /** Refuses every login with this. */
    failure: Error | undefined
    /** Otherwise the case settles each login. True at first. */
    answersAtOnce: boolean
    /** What callers log in with. */
    credential: string
  }
  /** The value of the token that a caller gets now. */
  readonly value: (wait?: TokenWait) => Promise<string>
}

/** Runs a case with a source on virtual time; at its end the source is disposed of, and no timer may be left. */
export async function onTokenSource(
  manifest: TokenSourceManifest,
  use: (bench: TokenBench) => Promise<void>,
): Promise<void> {
  const clock = createVirtualClock()
  const logins: Login[] = []
  const vendor: TokenBench['vendor'] = {
    lifetimeSeconds: HOUR_S,
    failure: undefined,
    answersAtOnce: true,
    credential: 'first',
  }
  const source = manifest.create({
    clock,
    random: createSeededRandom(1),
    login: {
      credential: () => vendor.credential,
      identify: (credential) => [credential],
      issue(credential, signal) {
        const { promise, resolve, reject } = Promise.withResolvers<IssuedToken>()
        logins.push({ credential, signal, resolve, reject })
        if (!vendor.answersAtOnce) return promise
        if (vendor.failure !== undefined) reject(vendor.failure)
        else resolve({ value: `token-${logins.length}`, lifetimeSeconds: vendor.lifetimeSeconds })
        return promise
      },
    },
  })
  const value = async (wait?: TokenWait): Promise<string> => (await source.get(wait)).value.reveal()
  try {
    await use({ clock, source, logins, vendor, value: (wait) => quietly(value(wait)) })
  } finally {
    await source[Symbol.asyncDispose]()
  }
  assert.equal(clock.pendingTimers, 0, 'no timer is left when the source is closed')
}

/** What a promise has come to when the clock has moved on: its value, its error, or that it still waits. */
export async function after<T>(
  clock: VirtualClock,
  ms: number,
  promise: Promise<T>,
): Promise<T | Error | 'waiting'> {
  let outcome: T | Error | 'waiting' = 'waiting'
  promise.then(
    (value) => (outcome = value),
    (error: unknown) => (outcome = error as Error),
  )
  await clock.advance(ms)
  return outcome
}

/** Asks as many callers at once. */
export function ask(source: TokenSource, callers: number): Promise<PromiseSettledResult<Token>[]> {
  return Promise.allSettled(Array.from({ length: callers }, () => source.get()))
}
