import { InvalidInputError, type CallOptions, type Clock } from '@tenon/core'

import { asReceived } from '../wire/as-received.ts'
import { checkInput } from '../wire/check-input.ts'
import { originOf } from '../wire/origin.ts'
import { batchOptions, type BatchOptions } from './batch-options.ts'
import type { BatchResult } from './batch-result.ts'
import type { AcceptedItem } from './outcome.ts'
import { createStop } from './stop.ts'

/** Fields to be given another value (undefined: none), or a function that makes a record out of the former one. */
export type Change<Update> = Partial<Update> | ((former: Update) => Update)

/** How records of one kind are read and written again. */
export interface ChangeParts<Update, Row> {
  /** In errors: `'skus'`. */
  readonly noun: string
  readonly toUpdate: (row: Row) => Update
  readonly find: (identifiers: readonly string[], options: CallOptions) => Promise<ReadonlyMap<string, Row>>
  readonly update: (items: readonly Update[], options: BatchOptions) => Promise<BatchResult>
  readonly clock: Clock
}

/**
 * Reads a record, changes it and sends it back. MasonHub's updates replace: whatever is not sent is lost, so that a
 * field which the record has, and which cannot be sent back as it is, ends the change unless it is given anew.
 *
 * @param options for both together: a deadline counts from here
 */
export async function changeRecord<Update extends object, Row extends object>(
  { noun, toUpdate, find, update, clock }: ChangeParts<Update, Row>,
  identifier: string,
  change: Change<Update>,
  options: BatchOptions = {},
): Promise<AcceptedItem> {
  const sent = `masonhub: nothing was sent`
  const { timeoutMs, signal } = checkInput(batchOptions, options, sent, 'options')
  using stop = createStop({ timeoutMs, signal }, clock)
  const found = await find([identifier], { signal: stop.signal }).catch((error: unknown) => {
    throw stop.reason ?? error
  })
  const row = found.get(identifier)
  if (row === undefined) {
    const message = `${sent}, there is no "${identifier}" among the ${noun}`
    throw new InvalidInputError({ message, issues: [`identifier: not found`] })
  }
  const former = toUpdate(asReceived(row, originOf(row)) as Row)
  const changed = typeof change === 'function' ? change(former) : { ...former, ...change }
  const result = await update([changed], { ...options, timeoutMs: undefined, signal: stop.signal })
  // One item has one outcome.
  return result.orThrow()[0] as AcceptedItem
}
