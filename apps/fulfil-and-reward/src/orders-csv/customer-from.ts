import { z } from 'zod'

import type { OrderValues } from './order-columns.ts'
import type { OrderWarning } from './order-warning.ts'
import { parsePhone } from './parse-phone.ts'
import type { ShopOrder } from './shop-order.ts'

const emailAddress = z.email()

/** What an order's first row says of the buyer, with a warning for everything that a reward would need. */
export function customerFrom(
  values: OrderValues,
): Pick<ShopOrder, 'customerName' | 'email' | 'phone' | 'warnings'> {
  const warnings: OrderWarning[] = []
  const email = emailAddress.safeParse(values.Email).data
  if (email === undefined) {
    const found = values.Email === '' ? '' : ` ("${values.Email}" is not an address)`
    warnings.push({ code: 'no-email', message: `no reward possible: no e-mail address${found}` })
  }

  const phones = [
    [values['Shipping Phone'], values['Shipping Country']],
    [values['Billing Phone'], values['Billing Country'] || values['Shipping Country']],
    [values.Phone, values['Billing Country'] || values['Shipping Country']],
  ] as const
  const phone = phones
    .map(([text, countryCode]) => parsePhone(text, countryCode))
    .find((readable) => readable !== undefined)
  if (phone === undefined) {
    const given = phones.map(([text]) => text).find((text) => text !== '')
    const found = given === undefined ? '' : ` ("${given}" is not a number that can be used)`
    warnings.push({ code: 'no-phone', message: `no reward possible: no phone${found}` })
  }

  return {
    customerName: values['Billing Name'] || values['Shipping Name'],
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    warnings,
  }
}
