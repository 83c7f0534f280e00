import { OutcomeUnknownError, type TenonError } from '@tenon/core'

import type { VendorMessage } from '../wire/read-messages.ts'
import type { ItemResult } from '../wire/read-write-result.ts'
import type { AcceptedItem, Outcome } from './outcome.ts'

/** The code of "value already taken, must be unique" (MasonHub OpenAPI, examples). */
const TAKEN = '301'

/** One item on its way to its outcome. */
export class Entry<Item> {
  readonly item: Item
  readonly identifier: string
  outcome: Outcome | undefined
  /** What is to be done with it next, while it has no outcome. */
  next: 'send' | 'look-up' = 'send'
  /** Was it sent without a clear answer? */
  #unclear = false
  /** What the vendor said when it refused the identifier as taken. */
  #taken: readonly VendorMessage[] | undefined
  /** Did the vendor's record say that it is not there? */
  #missing = false
  #problem: TenonError | undefined

  constructor(item: Item, identifier: string) {
    this.item = item
    this.identifier = identifier
  }

  /** May the vendor have it? */
  get mayExist(): boolean {
    return this.#unclear || this.#taken !== undefined
  }

  /** Does the vendor say that it has it, and was not asked to show it yet? Then there is nothing to wait for. */
  get isClaimed(): boolean {
    return this.#taken !== undefined && !this.#unclear && !this.#missing && this.#problem === undefined
  }

  /** The vendor answered. */
  answered({ status, messages, id, url }: ItemResult): void {
    if (status === 'success') this.#accept(id, url, false)
    else if (messages.some(({ code }) => code === TAKEN)) {
      this.#taken = messages
      this.next = 'look-up'
    } else if (this.#unclear) {
      // A refusal says nothing about an earlier attempt.
      this.next = 'look-up'
    } else this.refuse(messages)
  }

  /** It was sent, and what became of it is not known. */
  doubt(problem: TenonError): void {
    this.#unclear = true
    this.#problem = problem
    this.next = 'look-up'
  }

  /** It could not be sent, or not looked up. */
  delay(problem: TenonError): void {
    this.#problem = problem
    this.#missing = false
  }

  /** The vendor's record has it. */
  found(id: string | undefined): void {
    this.#accept(id, undefined, this.#taken !== undefined)
  }

  /** The vendor's record does not have it: it is sent again, unless that was refused. */
  missing(): void {
    this.#missing = true
    if (this.#taken === undefined) this.next = 'send'
  }

  refuse(messages: readonly VendorMessage[], code = messages[0]?.code): void {
    this.outcome = { status: 'refused', identifier: this.identifier, code, messages }
  }

  /** When nothing more is done for it. */
  conclude(reason: TenonError | undefined): Outcome {
    return (this.outcome ??= this.#unknown(this.#problem ?? reason))
  }

  #accept(id: string | undefined, url: string | undefined, alreadyExisted: boolean): void {
    this.outcome = {
      status: 'accepted',
      identifier: this.identifier,
      alreadyExisted,
      id,
      url,
    } satisfies AcceptedItem
  }

  #unknown(cause: TenonError | undefined): Outcome {
    const { identifier, mayExist } = this
    const what = mayExist
      ? `it is not known whether "${identifier}" was taken`
      : `"${identifier}" was not sent`
    const error = new OutcomeUnknownError({
      message: cause === undefined ? what : `${what} (${cause.code})`,
      advice: 'Give it to the same method again: what MasonHub has is found, and not doubled',
      reference: identifier,
      retryAt: cause?.retryAt,
      call: cause?.call,
      cause,
    })
    return { status: 'unknown', identifier, sent: mayExist ? 'maybe' : 'no', error }
  }
}
