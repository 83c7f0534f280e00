import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { inspect } from 'node:util'

const REDACTED = '[redacted]'
const BRAND = Symbol.for('tenon.secret')
/** Digests of equal length let values of any length be compared in constant time. */
const comparisonKey = randomBytes(32)

/**
 * A value that does not show: not in a log line, a template string, JSON or `util.inspect`.
 *
 * @example
 * ```ts
 * import { Secret } from '@tenon/core'
 *
 * const pin = new Secret('0000')
 * console.log(`${pin}`, JSON.stringify({ pin })) // [redacted] {"pin":"[redacted]"}
 * console.log(pin.matches('0000')) // true
 * ```
 */
export class Secret {
  readonly #value: string

  /** @throws TypeError when the value is not a string, or empty */
  constructor(value: string) {
    if (typeof value !== 'string' || value === '')
      throw new TypeError('A secret must be a string that is not empty')
    this.#value = value
  }

  get [BRAND](): true {
    return true
  }

  /** Is it a Secret, of this copy of the package or of another? */
  static isInstance(value: unknown): value is Secret {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  /** The value itself. The only way to it, so that a search for `reveal` finds every use. */
  reveal(): string {
    return this.#value
  }

  /** Is it the same value? Takes the same time for every answer. */
  matches(other: Secret | string): boolean {
    const candidate = typeof other === 'string' ? other : other.reveal()
    return timingSafeEqual(digest(this.#value), digest(candidate))
  }

  toString(): string {
    return REDACTED
  }

  toJSON(): string {
    return REDACTED
  }

  [inspect.custom](): string {
    return REDACTED
  }
}

function digest(value: string): Buffer {
  return createHmac('sha256', comparisonKey).update(value).digest()
}
