import { pickGiven } from '../wire/pick-given.ts'
import { pickNested } from '../wire/pick-nested.ts'
import { RMA_FIELDS, RMA_LINE_FIELDS, type RmaInput } from './rma-input.ts'
import type { Rma } from './rma.ts'

/**
 * A return as MasonHub has it, in the form that it takes: everything that an update would lose. One that has its
 * parcel asks for no second label.
 */
export function toRmaInput(rma: Rma): RmaInput {
  const { line_items, package_id } = rma
  const customer_instructions = rma.customer_instructions ?? rma.customer_instruction
  return {
    ...pickGiven({ ...rma, customer_instructions }, RMA_FIELDS),
    ...(package_id && { generate_return_label: false }),
    ...(line_items && { line_items: pickNested(line_items, RMA_LINE_FIELDS) }),
    // Whether it is complete is for the check of the update to say.
  } as RmaInput
}
