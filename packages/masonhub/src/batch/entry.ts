import { OutcomeUnknownError, type TenonError } from '@tenon/core'

import type { ItemResult, ReturnLabel } from '../wire/item-result.ts'
import type { VendorMessage } from '../wire/read-messages.ts'
import type { FoundRow } from './batch-plan.ts'
import type { Outcome } from './outcome.ts'

/** The code of "value already taken, must be unique" (MasonHub OpenAPI, examples). */
const TAKEN = '301'
/** Codes of refusals that the record's state is the reason of: an earlier attempt may have met another. */
const STATE = new Set(['303', '409'])

/** What an item is settled by. */
export interface EntryRules {
  readonly whenUnclear: 'look-up' | 'send-again'
  readonly mayMeanDone: readonly string[]
  /** The item got its outcome. */
  readonly onSettled: () => void
}

/** One item on its way to its outcome. */
export class Entry<Item> {
  readonly item: Item
  readonly identifier: string
  readonly #rules: EntryRules
  #outcome: Outcome | undefined
  /** What is to be done with it next, while it has no outcome. */
  #next: 'send' | 'look-up' | 'nothing' = 'send'
  /** Was it sent without a clear answer? */
  #unclear = false
  /** What the vendor said when it last refused it, and that was not final. */
  #refusal: readonly VendorMessage[] | undefined
  /** Did the vendor's record say that it is not done? */
  #missing = false
  /** Are there several records that may be its own? */
  #isOneOfSeveral = false
  #problem: TenonError | undefined

  constructor(item: Item, identifier: string, rules: EntryRules) {
    this.item = item
    this.identifier = identifier
    this.#rules = rules
  }

  get outcome(): Outcome | undefined {
    return this.#outcome
  }

  get next(): 'send' | 'look-up' | 'nothing' {
    return this.#outcome === undefined ? this.#next : 'nothing'
  }

  /** May the vendor have done it? */
  get mayBeDone(): boolean {
    return this.#unclear || this.isCalledDone
  }

  /** Has the vendor refused it with words that may mean that it is done already? */
  get isCalledDone(): boolean {
    const { mayMeanDone } = this.#rules
    return this.#refusal?.some(({ code }) => code !== undefined && mayMeanDone.includes(code)) === true
  }

  /** Does the vendor say that it is done, and was not asked to show it yet? Then there is nothing to wait for. */
  get isClaimed(): boolean {
    return this.isCalledDone && !this.#unclear && !this.#missing && this.#problem === undefined
  }

  /** The vendor answered. */
  answered({
    status,
    messages,
    id,
    url,
    label,
  }: Pick<ItemResult, 'status' | 'messages'> & Partial<ItemResult>): void {
    if (status === 'success') return this.#accept({ id, url, label }, false)
    this.#refusal = messages
    this.#missing = false
    if (this.#rules.whenUnclear === 'look-up') {
      // A refusal says nothing about an earlier attempt.
      if (this.mayBeDone) this.#next = 'look-up'
      else this.#refuse(messages)
    } else if (this.#unclear && messages.some(({ code }) => code !== undefined && STATE.has(code))) {
      this.#next = 'nothing'
    } else this.#refuse(messages)
  }

  /** It was sent, and what became of it is not known. */
  doubt(problem: TenonError): void {
    this.#unclear = true
    this.#problem = problem
    if (this.#rules.whenUnclear === 'look-up') this.#next = 'look-up'
  }

  /** It could not be sent, or not looked up. */
  delay(problem: TenonError): void {
    this.#problem = problem
    this.#missing = false
  }

  /** The vendor's record says that it is done. */
  done(row: FoundRow | undefined): void {
    const url = row?.return_label_url
    const label = url ? { url, trackingNumber: row?.package_id ?? undefined } : undefined
    this.#accept({ id: row?.id ?? undefined, url: undefined, label }, this.#refusal !== undefined)
  }

  /**
   * The vendor's record says that it is not done: it is sent again, unless that was refused.
   *
   * @param isDeleted there is a record of it, which was deleted
   */
  notDone(isDeleted: boolean): void {
    this.#missing = true
    const refusal = this.#refusal
    if (refusal === undefined) this.#next = 'send'
    // The deleted record still has its name.
    else if (!this.#mayShowLate(refusal) || (isDeleted && !this.#unclear)) this.#refuse(refusal)
  }

  /** The vendor has several records that may be its own: to send it again might double it. */
  oneOfSeveral(): void {
    this.#isOneOfSeveral = true
    this.#next = 'nothing'
  }

  /** When nothing more is done for it. */
  conclude(reason: TenonError | undefined): Outcome {
    const refusal = this.#refusal
    if (refusal !== undefined && this.#missing) {
      // No attempt can have taken the name, and by that name there is no record after all looks: a deleted one has it.
      const isOthers = !this.#unclear && reason === undefined
      if (isOthers || !this.#namesIdentifier(refusal)) this.#refuse(refusal)
    }
    return (this.#outcome ??= this.#unknown(this.#problem ?? reason))
  }

  /** Does the vendor have it by its own words, or perhaps from an earlier attempt, and not show it yet? */
  #mayShowLate(refusal: readonly VendorMessage[]): boolean {
    if (!this.isCalledDone || !refusal.some(({ code }) => code === TAKEN)) return false
    return this.#unclear || this.#namesIdentifier(refusal)
  }

  /** Is it the identifier that is taken, as far as the vendor says? */
  #namesIdentifier(refusal: readonly VendorMessage[]): boolean {
    const taken = refusal.find(({ code }) => code === TAKEN)
    return taken !== undefined && (taken.field === undefined || taken.field === 'customer_identifier')
  }

  #refuse(messages: readonly VendorMessage[]): void {
    this.#settle({ status: 'refused', identifier: this.identifier, code: messages[0]?.code, messages })
  }

  #accept(
    what: { id?: string | undefined; url?: string | undefined; label?: ReturnLabel | undefined },
    alreadyExisted: boolean,
  ): void {
    const { id, url, label } = what
    this.#settle({ status: 'accepted', identifier: this.identifier, alreadyExisted, id, url, label })
  }

  #settle(outcome: Outcome): void {
    this.#outcome = outcome
    this.#rules.onSettled()
  }

  #unknown(cause: TenonError | undefined): Outcome {
    const { identifier, mayBeDone } = this
    const what = mayBeDone
      ? `it is not known whether "${identifier}" was taken`
      : `"${identifier}" was not sent`
    const error = new OutcomeUnknownError({
      message: cause === undefined ? what : `${what} (${cause.code})`,
      advice: this.#isOneOfSeveral
        ? 'MasonHub has several that may be this one: look at them before you give it again, or it may be done twice'
        : 'Give it to the same method again: what MasonHub has is found, and not doubled',
      reference: identifier,
      retryAt: cause?.retryAt,
      call: cause?.call,
      cause,
    })
    return { status: 'unknown', identifier, sent: mayBeDone ? 'maybe' : 'no', error }
  }
}
