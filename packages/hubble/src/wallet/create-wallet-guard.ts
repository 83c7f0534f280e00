import { InvalidInputError, systemClock, TenonError } from '@tenon/core'

import { positiveInteger } from '../options/positive-integer.ts'
import { toPaise } from '../schemas/paise.ts'
import type { WalletGuard, WalletGuardOptions, WalletState } from './wallet-guard.ts'

/**
 * Makes a guard for one account's wallet (Hubble API docs, wallet and error, V3: E300 until it is topped up, by hand).
 *
 * @example
 * ```ts
 * import { createWalletGuard, type Hubble, type OrderRequest } from '@tenon/hubble'
 *
 * export async function placeAll(hubble: Hubble, orders: readonly OrderRequest[]): Promise<void> {
 *   const wallet = createWalletGuard({ hubble, onChange: ({ state }) => console.warn('wallet', state) })
 *   const { covers, missing } = await wallet.check(orders.reduce((sum, { amount }) => sum + amount, 0))
 *   if (!covers) throw new Error(`the wallet lacks ${missing} rupees`)
 *   for (const order of orders) await wallet.run(order.amount, () => hubble.placeOrder(order))
 * }
 * ```
 */
export function createWalletGuard(options: WalletGuardOptions): WalletGuard {
  const { hubble, onChange, logger, clock = systemClock } = options
  const recheckMs = positiveInteger('recheckMs', options.recheckMs ?? 60_000)
  let current: WalletState = { state: 'open', balance: undefined }
  /** The lowest balance since the stop: whatever is above it was paid in, or given back. */
  let lowest: number | 'looking' | 'unknown' = 'unknown'
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<number | undefined> | undefined

  function move(state: WalletState['state'], balance = current.balance): void {
    const isNews = state !== current.state
    current = Object.freeze({ state, balance })
    if (!isNews) return
    logger?.[state === 'open' ? 'info' : 'warn']({ provider: 'hubble', ...current }, `the wallet is ${state}`)
    try {
      onChange?.(current)
    } catch (error) {
      logger?.error({ provider: 'hubble', error }, 'onChange of the wallet guard failed')
    }
  }

  async function read(callOptions?: Parameters<typeof hubble.wallet.balance>[1]): Promise<number> {
    const { balance } = await hubble.wallet.balance({}, callOptions)
    current = Object.freeze({ ...current, balance })
    return balance
  }

  /** One look for all who wait for it; undefined where the balance could not be read. */
  function look(): Promise<number | undefined> {
    lookedAt = clock.monotonic()
    looking ??= read()
      .catch((error: unknown) => {
        if (!TenonError.isInstance(error)) throw error
        logger?.warn({ provider: 'hubble', error }, 'the balance could not be read')
        return undefined
      })
      .finally(() => (looking = undefined))
    return looking
  }

  async function stop(): Promise<void> {
    if (current.state === 'stopped') return
    lowest = 'looking'
    move('stopped')
    lowest = (await look()) ?? 'unknown'
  }

  /** Lets an order of this amount pass, or throws. */
  async function admit(amount: number): Promise<void> {
    const { state } = current
    if (state === 'open') return
    if (state === 'low') {
      const balance = await look()
      // Nothing is known against it: the vendor has the last word.
      if (balance === undefined) return
      // Another order that waited for the same look was too large.
      if (current.state === 'stopped') throw held(amount)
      if (toPaise(balance) >= toPaise(amount)) return move('open', balance)
      lowest = balance
      move('stopped', balance)
      throw held(amount)
    }
    const isDue = looking !== undefined || clock.monotonic() - lookedAt >= recheckMs
    const before = lowest
    if (!isDue || before === 'looking') throw held(amount)
    const balance = await look()
    if (balance === undefined) throw held(amount)
    const hasGrown = before === 'unknown' || balance > before
    if (hasGrown && toPaise(balance) >= toPaise(amount)) return move('open', balance)
    lowest = before === 'unknown' ? balance : Math.min(before, balance)
    throw held(amount)
  }

  function held(amount: number): InvalidInputError {
    const { balance } = current
    const inMs = Math.max(0, lookedAt + recheckMs - clock.monotonic())
    return new InvalidInputError({
      message: `not sent: the wallet is too low for an order of ${amount} rupees${balance === undefined ? '' : `; it holds ${balance}`}`,
      advice:
        'Have the wallet topped up, which is done by hand; orders go out again once its balance has grown',
      issues: ['amount: is not covered by the wallet'],
      vendor: { id: 'E300', code: 'INSUFFICIENT_BALANCE' },
      retryAt: new Date(clock.wall() + inMs),
    })
  }

  return {
    get state() {
      return current
    },
    async check(amount, callOptions) {
      const balance = await read(callOptions)
      const missing = Math.max(0, toPaise(amount) - toPaise(balance)) / 100
      if (missing > 0 && current.state === 'open') move('low')
      return { covers: missing === 0, balance, missing }
    },
    async run(amount, work) {
      await admit(amount)
      try {
        return await work()
      } catch (error) {
        if (TenonError.isInstance(error) && error.vendor?.id === 'E300') await stop()
        throw error
      }
    },
    told({ balance }) {
      if (current.state === 'open') move('low', balance)
    },
  }
}
