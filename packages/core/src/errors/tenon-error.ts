import { inspect } from 'node:util'

import type { CallRecord } from '../call/call-record.ts'
import { scrub, scrubCause } from '../secret/scrubber.ts'

const BRAND = Symbol.for('tenon.error')

/** What a vendor says about an error, as it says it. */
export interface VendorError {
  /** The vendor's number for it: Hubble's `E300`, MasonHub's `301`. */
  readonly id?: string
  /** The vendor's name for it: `INSUFFICIENT_BALANCE`. */
  readonly code?: string
  readonly message?: string
}

export interface ErrorDetails {
  /** What happened, to whom. */
  readonly message: string
  /** What to do next, as a sentence. */
  readonly advice?: string | undefined
  readonly cause?: unknown
  readonly call?: CallRecord | undefined
  readonly status?: number | undefined
  readonly vendor?: VendorError | undefined
  readonly retryAt?: Date | undefined
  /** May the cause pass by itself? Default: what the class says. */
  readonly transient?: boolean | undefined
}

/**
 * The base of every error that leaves Tenon. The family is closed: providers map what a vendor says into
 * `vendor`, and define no classes of their own.
 */
export abstract class TenonError extends Error {
  abstract readonly code: string
  readonly advice: string | undefined
  readonly provider: string | undefined
  readonly operation: string | undefined
  /** The `X-REQUEST-ID` of each attempt that had one: what the vendor's support asks for. */
  readonly requestIds: readonly string[]
  readonly vendor: VendorError | undefined
  /** The answer's status, where there was an answer. */
  readonly status: number | undefined
  /** From when the call may be made again, where that is known. */
  readonly retryAt: Date | undefined
  /** Out of sight: a logger that prints every property must not find what was not scrubbed. */
  readonly #details: ErrorDetails

  constructor(details: ErrorDetails) {
    const { message, advice, call } = details
    const cause = scrubCause(details.cause)
    const subject = call === undefined ? '' : `${call.provider} ${call.operation}: `
    const text = `${subject}${message}${advice === undefined ? '' : `. ${advice}`}`
    super(scrub(text), cause === undefined ? {} : { cause })
    this.advice = advice === undefined ? undefined : scrub(advice)
    this.provider = call?.provider
    this.operation = call?.operation
    this.requestIds = requestIdsOf(call === undefined ? [] : [call])
    this.vendor = details.vendor && scrubVendor(details.vendor)
    this.status = details.status
    this.retryAt = details.retryAt
    this.#details = { ...details, message: scrub(message), vendor: this.vendor, cause }
  }

  /**
   * Is it this error, made by this copy of the package or by another?
   *
   * @example
   * ```ts
   * import { TenonError, TimeoutError } from '@tenon/core'
   *
   * function explain(error: unknown): string {
   *   if (TimeoutError.isInstance(error)) return `stopped while ${error.phase}`
   *   return TenonError.isInstance(error) ? error.code : 'not from Tenon'
   * }
   * ```
   */
  static isInstance<T extends TenonError>(
    this: (abstract new (details: never) => T) & { readonly code?: string },
    value: unknown,
  ): value is T {
    if (typeof value !== 'object' || value === null || !(BRAND in value)) return false
    return this.code === undefined || (value as { code?: unknown }).code === this.code
  }

  get [BRAND](): true {
    return true
  }

  override get name(): string {
    return this.constructor.name
  }

  /**
   * Is the same call worth making again later, and safe to make again? A write that may have happened is not: look
   * it up first.
   */
  get retryable(): boolean {
    const mayHaveHappened = this.call?.attempts.some((attempt) => attempt.sent) === true
    return (this.#details.transient ?? this.transient) && (this.call?.idempotent === true || !mayHaveHappened)
  }

  /** May the cause pass by itself? */
  protected get transient(): boolean {
    return false
  }

  /** The record of the call that failed, with every attempt. */
  get call(): CallRecord | undefined {
    return this.#details.call
  }

  /**
   * The same error as seen by somebody else who shared its cause; this one becomes the `cause`. What the vendor
   * answered stays there: it was not the answer to the other's request.
   *
   * @param before what was being done for the other, put before the message
   */
  shared(view: Pick<ErrorDetails, 'call' | 'retryAt'>, before?: string): this {
    const Same = this.constructor as new (details: ErrorDetails) => this
    const message = before === undefined ? this.#details.message : `${before}: ${this.#details.message}`
    const transient = this.#details.transient ?? this.transient
    const theirs = { status: undefined, vendor: undefined, transient }
    return new Same({ ...this.#details, ...theirs, ...view, message, cause: this })
  }

  /** What a log may have: never a body, a header or a credential. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, retryable, retryAt, status, vendor, provider, operation } = this
    const call = this.call && { requestIds: this.requestIds, attempts: this.call.attempts.length }
    const fields = { name, code, message, retryable, retryAt, status, vendor, provider, operation, ...call }
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  }

  [inspect.custom](): string {
    const fields = inspect(this.toJSON(), { depth: 4 })
    const cause = this.cause === undefined ? '' : `\n[cause]: ${inspect(this.cause)}`
    return `${this.stack ?? this.message} ${fields}${cause}`
  }
}

/** An attempt that ended before it was given one was no request. */
export function requestIdsOf(calls: readonly CallRecord[]): string[] {
  return calls.flatMap(({ attempts }) => attempts.flatMap(({ requestId }) => requestId || []))
}

function scrubVendor(vendor: VendorError): VendorError {
  const said = Object.entries(vendor).filter(([, text]: [string, unknown]) => (text ?? '') !== '')
  return Object.fromEntries(said.map(([name, text]) => [name, scrub(String(text))]))
}
