import type { OrderValues } from './order-columns.ts'
import type { RejectionCode } from './rejection-reason.ts'
import type { ShipTo } from './shop-order.ts'
import { warehouseLimits } from './warehouse-limits.ts'

/** Checks that a text is there and has a length that the warehouse takes. */
export type CheckLength = (
  code: RejectionCode,
  what: string,
  text: string,
  limit: readonly [number, number],
) => void

/** Takes the address out of an order's first row, and checks it. */
export function shipToFrom(values: OrderValues, checkLength: CheckLength): ShipTo {
  const shipTo: ShipTo = {
    name: values['Shipping Name'],
    streetLineOne: values['Shipping Address1'],
    ...(values['Shipping Address2'] !== '' && { streetLineTwo: values['Shipping Address2'] }),
    city: values['Shipping City'],
    province: provinceFrom(values),
    postalCode: values['Shipping Zip'].replace(/^'\s*/, ''),
    countryCode: values['Shipping Country'],
  }
  checkLength('recipient', 'the recipient', shipTo.name, warehouseLimits.recipient)
  checkLength('street', 'the first address line', shipTo.streetLineOne, warehouseLimits.street)
  if (shipTo.streetLineTwo !== undefined) {
    checkLength('street', 'the second address line', shipTo.streetLineTwo, warehouseLimits.street)
  }
  checkLength('city', 'the city', shipTo.city, warehouseLimits.city)
  checkLength('province', 'the state or province', shipTo.province, warehouseLimits.province)
  checkLength('postal-code', 'the postal code', shipTo.postalCode, warehouseLimits.postalCode)
  checkLength('country', 'the country code', shipTo.countryCode, warehouseLimits.countryCode)
  return shipTo
}

/** Some codes are one letter (Madrid is `M`), too short for the warehouse; the full name is not. */
function provinceFrom(values: OrderValues): string {
  const code = values['Shipping Province']
  const [shortest] = warehouseLimits.province
  return code.length < shortest ? values['Shipping Province Name'] || code : code
}
