import type { Clock } from '../clock/clock.ts'
import { CredentialsRefusedError } from '../errors/credentials-refused-error.ts'
import { PermissionError } from '../errors/permission-error.ts'
import type { TenonError } from '../errors/tenon-error.ts'

const FIRST_REFUSAL_MS = 5_000
const LONGEST_REFUSAL_MS = 300_000

/** How long a refusal is remembered after as many earlier ones, in milliseconds. */
export function refusalMs(earlier: number): number {
  return Math.min(LONGEST_REFUSAL_MS, FIRST_REFUSAL_MS * 2 ** earlier)
}

/**
 * Remembers that the vendor refused a credential, so that it is not asked about the same one again and again: too
 * many wrong logins lock an account.
 */
export class RefusalMemory {
  readonly #clock: Clock
  #last: { readonly error: TenonError; readonly fingerprint: string; readonly until: number } | undefined
  #inARow = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Was the last thing that the vendor said a refusal? */
  get isRefused(): boolean {
    return this.#last !== undefined
  }

  /** Throws the refusal of this credential while it is remembered. Another credential ends the memory. */
  recall(fingerprint: string): void {
    if (this.#last === undefined) return
    if (this.#last.fingerprint !== fingerprint) this.forget()
    else if (this.#clock.monotonic() < this.#last.until) throw this.#last.error
  }

  remember(error: TenonError, fingerprint: string, forMs = refusalMs(this.#inARow)): void {
    this.#inARow += 1
    this.#last = { error, fingerprint, until: this.#clock.monotonic() + forMs }
  }

  /** The vendor was asked again, and said neither yes nor no: the next refusal still counts on from the last. */
  lapse(): void {
    this.#last = undefined
  }

  forget(): void {
    this.#last = undefined
    this.#inARow = 0
  }
}

/** Did the vendor say no to the credential? */
export function isRefusal(error: unknown): error is TenonError {
  return CredentialsRefusedError.isInstance(error) || PermissionError.isInstance(error)
}
