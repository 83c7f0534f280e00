import { isRecord } from '../wire/is-record.ts'
import { pickGiven } from '../wire/pick-given.ts'
import { pickNested } from '../wire/pick-nested.ts'
import {
  LOCALIZATION_FIELDS,
  ORDER_FIELDS,
  ORDER_LINE_FIELDS,
  PICK_FROM_FIELDS,
  type OrderInput,
} from './order-input.ts'

/** An order as MasonHub has it, in the form that it takes: everything that a change would lose. */
export function toOrderInput(order: object): OrderInput {
  const { line_items, order_localization } = order as Partial<
    Record<'line_items' | 'order_localization', unknown>
  >
  return {
    ...pickGiven(order, ORDER_FIELDS),
    ...(order_localization !== undefined &&
      order_localization !== null && {
        order_localization: pickNested(order_localization, LOCALIZATION_FIELDS),
      }),
    ...(line_items !== undefined && line_items !== null && { line_items: linesOf(line_items) }),
    // Whether it is complete is for the check of the change to say.
  } as OrderInput
}

function linesOf(lines: unknown): unknown {
  const picked = pickNested(lines, ORDER_LINE_FIELDS)
  if (!Array.isArray(picked)) return picked
  return picked.map((line: unknown) =>
    isRecord(line) && 'pick_from' in line
      ? { ...line, pick_from: pickNested(line['pick_from'], PICK_FROM_FIELDS) }
      : line,
  )
}
