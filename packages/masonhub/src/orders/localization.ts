import { z } from 'zod'

import { received, text } from '../wire/received.ts'

/** A personal tax or customs id, as it is received; all but the first two fields are in examples only. */
export const localization = received(
  z.looseObject({
    country_code: text,
    tax_id_value: text,
    id: text,
    customer_identifier: text,
    order_id: text,
    purpose: text,
    tax_id_title: text,
  }),
)
