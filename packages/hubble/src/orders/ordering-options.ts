import { ConfigurationError } from '@tenon/core'

import type { CheckMode } from '../checks/check-mode.ts'
import type { Product } from '../schemas/product.ts'
import { defaultDelaysMs } from './order-delays.ts'

/** How `placeOrder` and `resumeOrder` go about it. All of it may be left out. */
export interface OrderingOptions {
  /** Milliseconds for an order in all, with every look and wait. Default 15 minutes. */
  readonly timeoutMs?: number
  /**
   * Milliseconds between two looks at an order; the last one is used from then on, and each is made up to a fifth
   * longer or shorter. Default 2, 3, 5, 8, 13 and 20 s. The vendor asks for "reasonable intervals".
   */
  readonly delaysMs?: readonly number[]
  /**
   * What happens when an order breaks a rule of its product, as far as the catalogue tells: `'refuse'` it before
   * anything is sent, `'warn'` in the log and send it all the same, or do not look: `'off'`. Default `'refuse'`. What
   * the catalogue says may be out of date; an order whose product cannot be read is sent.
   */
  readonly checks?: CheckMode
  /**
   * Where the checks read a product: a copy of the catalogue of yours. Undefined means that it does not have it; then,
   * and by default, Hubble is asked, at most every ten minutes for each product.
   */
  readonly product?: (productId: string) => Promise<Product | undefined>
}

/** The same, complete. */
export type OrderingSettings = Required<Omit<OrderingOptions, 'product'>> & {
  readonly product: OrderingOptions['product'] | undefined
}

const KNOWN = new Set(['timeoutMs', 'delaysMs', 'checks', 'product'])
const isMilliseconds = (value: unknown): boolean => typeof value === 'number' && value > 0
const MODES: readonly unknown[] = ['refuse', 'warn', 'off'] satisfies CheckMode[]

/** @throws ConfigurationError naming what is wrong */
export function readOrderingOptions(options: OrderingOptions = {}): OrderingSettings {
  const { timeoutMs = 15 * 60_000, delaysMs = defaultDelaysMs, checks = 'refuse', product } = options
  const unknown = Object.keys(options).find((name) => !KNOWN.has(name))
  if (unknown !== undefined) throw wrong(unknown, 'unknown option')
  if (!isMilliseconds(timeoutMs)) throw wrong('timeoutMs', 'must be a number of milliseconds above 0')
  if (!Array.isArray(delaysMs) || delaysMs.length === 0 || !delaysMs.every(isMilliseconds)) {
    throw wrong('delaysMs', 'must be a list of at least one number of milliseconds above 0')
  }
  if (!MODES.includes(checks)) throw wrong('checks', "must be 'refuse', 'warn' or 'off'")
  if (product !== undefined && typeof product !== 'function') throw wrong('product', 'must be a function')
  return { timeoutMs, delaysMs, checks, product }
}

function wrong(name: string, problem: string): ConfigurationError {
  const option = `ordering.${name}`
  return new ConfigurationError({ message: `hubble: ${option} ${problem}`, option })
}
