import {
  AbortedError,
  AuthenticationError,
  ConnectionError,
  TenonError,
  type DatedToken,
  type Fleet,
  type FleetKit,
  type IssuedToken,
  type TokenStep,
  type TokenStore,
} from '@tenon/core'

import type { Sealer } from './create-sealer.ts'
import { createStoreLine } from './create-store-line.ts'
import { sharedFailure } from './shared-failure.ts'
import { within } from './within.ts'

/** Between two looks at the store while another process logs in: from this to twice as much. */
const POLL_MS = 100
/** A fleet that has lost its store does not log in at once. */
const SPREAD_MS = 500
/** What every store can count to. */
const LONGEST_LIFE_MS = 2 ** 31 - 1

export interface FleetOptions {
  readonly store: TokenStore
  readonly sealer: Sealer
  readonly scope: string
  readonly onStoreDown: 'local' | 'fail'
  readonly leaseMs: number | undefined
}

/** One login under one lease: what this process does while others do the same. */
export function joinFleet(kit: FleetKit, options: FleetOptions): Fleet {
  const { clock, random, logger } = kit
  const { store, sealer, onStoreDown, leaseMs = kit.loginTimeoutMs + 1_000 } = options
  const ask = createStoreLine(kit)
  /** The last token of the store that this process has had. */
  let seen: string | undefined
  /** The last one that it has logged in for itself, whatever became of it in the store. */
  let mine: { readonly name: string; readonly sentAt: number } | undefined

  const login: Fleet['login'] = async (fingerprint, attempt, issue) => {
    const { signal } = attempt
    const name = sealer.nameOf(kit.scope, options.scope, fingerprint)
    /** Issued under a lease that was lost: it serves this process, unless the store has one for all. */
    let own: DatedToken | undefined

    async function logIn(): Promise<DatedToken> {
      const token = await issue()
      mine = { name, sentAt: token.sentAt }
      return token
    }

    async function logInForAll(fence: number, failures: number): Promise<DatedToken> {
      try {
        return await logIn()
      } catch (error) {
        // A login that was broken off does not keep the others from trying.
        const forMs = signal.aborted ? 0 : Math.ceil(kit.delayMs(error, failures))
        const code = TenonError.isInstance(error) ? error.code : AuthenticationError.code
        attempt.pauseMs = forMs
        await ask(signal, () => store.fail(name, fence, { code, forMs }))
        throw error
      }
    }

    /** False if the lease was lost. Whether a store that is down has it is not known. */
    async function put(fence: number, leasedAt: number, token: DatedToken): Promise<boolean> {
      const { value, lifetimeSeconds, sentAt } = token
      const life = Math.max(0, kit.lifeMs(lifetimeSeconds) - Math.max(0, leasedAt - sentAt))
      const sealed = sealer.seal(name, { value, lifetimeSeconds: life / 1000 })
      const lifeMs = Math.floor(Math.min(life, LONGEST_LIFE_MS))
      const id = random.uuid()
      if ((await ask(signal, () => store.put(name, fence, { id, sealed, lifeMs }))) === false) return false
      seen = id
      return true
    }

    /** A lease that nobody waits for any more must not keep the others back. It counts as a failure, of no length. */
    function giveBack(step: TokenStep): void {
      if (step.state !== 'leased') return
      store.fail(name, step.fence, { code: AbortedError.code, forMs: 0 }).catch(() => {})
    }

    for (;;) {
      const askedAt = clock.monotonic()
      const step = await ask(signal, () => store.step(name, seen, leaseMs), giveBack)
      if (step?.state === 'adopt') {
        seen = step.id
        const token = sealer.open(name, step.sealed) as IssuedToken | undefined
        if (token === undefined) logger.warn({ name }, 'a shared token cannot be read, and is replaced')
        // Where our own is of no use any more, one that is certainly older is not either.
        else if (mine?.name !== name || clock.monotonic() - step.ageMs >= mine.sentAt)
          return { ...token, sentAt: askedAt - step.ageMs }
      } else if (step?.state === 'leased') {
        const token = own ?? (await logInForAll(step.fence, step.failures))
        if ((await put(step.fence, askedAt, token)) || own !== undefined) return token
        own = token
      } else if (own !== undefined) {
        return own
      } else if (step === undefined) {
        if (onStoreDown === 'fail')
          throw new ConnectionError({ message: 'the token store does not answer', sent: 'no' })
        await within(clock, signal, SPREAD_MS * random.fraction())
        return logIn()
      } else if (step.state === 'failed') {
        attempt.pauseMs = step.remainingMs
        throw sharedFailure(step.code, new Date(clock.wall() + step.remainingMs))
      }
      await within(clock, signal, POLL_MS * (1 + random.fraction()))
    }
  }

  return { patienceMs: leaseMs, login }
}
