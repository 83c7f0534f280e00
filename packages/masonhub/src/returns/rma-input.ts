import { z } from 'zod'

import { customerIdentifier, identifierOf, textOf } from '../wire/sent.ts'
import { RETURN_INVENTORY_STATUSES, RETURN_REASONS, RETURN_TYPES } from './rma-words.ts'

const ADDRESS = [
  'customer_address_name',
  'customer_address_street_line_one',
  'customer_address_city',
  'customer_address_state',
  'customer_address_postal_code',
  'customer_address_country_code',
] as const

const lineItem = z.strictObject({
  /** Your id of the order; a return may be of several. */
  customer_order_id: textOf(2, 100).optional(),
  /** Your id of the SKU. */
  customer_sku_id: textOf(2, 100),
  quantity: z.int().min(1),
  return_reason_code: z.enum(RETURN_REASONS),
  return_notes: textOf(2, 50).optional(),
  /** What is to be done with the units. Default `'qc'`: they are looked at first. */
  return_inventory_status: z.enum(RETURN_INVENTORY_STATUSES).default('qc'),
  /** What the warehouse fills in, as the next two: the contract does not say that it may not be sent. */
  quantity_received: z.int().min(0).optional(),
  not_on_original_rma: z.boolean().optional(),
  receiving_details: z
    .record(
      z.string(),
      // Its own words, handed back: it may have put in more.
      z.array(z.looseObject({ notes: z.string().nullish(), quantity: z.number().nullish() })).readonly(),
    )
    .optional(),
})

const fields = z.strictObject({
  /** Your id of the return, unique in the account; 5 to 250 characters, none of them a comma. */
  customer_identifier: customerIdentifier,
  /** For people to read. */
  manifest_id: textOf(1, 20).optional(),
  /**
   * Is a label wanted? Then the customer's address is needed, and MasonHub fills in `package_id`; without one it
   * is `package_id` that is needed. The vendor's default is true.
   */
  generate_return_label: z.boolean().optional(),
  /** Of the parcel. */
  package_id: textOf(5, 100).optional(),
  /** `'rma_submitted_by_customer'`: by you, the merchant. */
  return_type: z.enum(RETURN_TYPES),
  customer_address_name: textOf(1, 30).optional(),
  customer_address_street_line_one: textOf(1, 40).optional(),
  customer_address_street_line_two: textOf(1, 40).optional(),
  customer_address_city: textOf(1, 30).optional(),
  customer_address_state: textOf(1, 2).optional(),
  customer_address_postal_code: textOf(1, 20).optional(),
  /** Only `US` is supported. */
  customer_address_country_code: textOf(1, 2).optional(),
  customer_instructions: z.string().max(250).optional(),
  line_items: z.array(lineItem).min(1).readonly(),
})

/** What a return may be known by that is there: the vendor's examples have names of 4 characters. */
const updateFields = fields.extend({ customer_identifier: identifierOf(1) })

const checkLabel: z.core.CheckFn<z.output<typeof fields>> = ({ value, issues }) => {
  const { generate_return_label = true } = value
  const needed = generate_return_label ? ADDRESS : (['package_id'] as const)
  const why = generate_return_label ? 'is required for a label' : 'is required without a label'
  for (const field of needed) {
    if (value[field] === undefined) issues.push({ code: 'custom', input: value, path: [field], message: why })
  }
}

const checkedFields = fields.check(checkLabel)

export const RMA_FIELDS = fields.keyof().options
export const RMA_LINE_FIELDS = lineItem.keyof().options
export const RMA_ADDRESS_FIELDS: readonly string[] = ADDRESS

/**
 * A return (RMA) to be announced, or as it is to be from now on, where what is left out is lost. Source: MasonHub
 * OpenAPI, `return`. A key that is not here is refused: the vendor would not say that it ignored it.
 */
export interface RmaInput extends z.input<typeof checkedFields> {}
export interface CheckedRma extends z.output<typeof checkedFields> {}

export const rmaInput: z.ZodType<CheckedRma, RmaInput> = checkedFields
export const rmaUpdate: z.ZodType<CheckedRma, RmaInput> = updateFields.check(checkLabel)
