import { currencyDigits } from './currency-digits.ts'
import { customerFrom } from './customer-from.ts'
import type { OrderRow } from './order-groups.ts'
import { parseAmount } from './parse-amount.ts'
import { parseCreatedAt } from './parse-created-at.ts'
import type { RejectionCode, RejectionReason } from './rejection-reason.ts'
import { shipToFrom, type CheckLength } from './ship-to-from.ts'
import type { OrderLine, ShopOrder } from './shop-order.ts'
import { warehouseLimits } from './warehouse-limits.ts'

/** The warehouse's `quantity` is an `int32`. */
const mostPieces = 2 ** 31 - 1

/** Makes an order of its rows, the first of which carries what is common to all, or says all that is wrong. */
export function orderFromRows(
  head: OrderRow,
  rows: readonly OrderRow[],
): { order: ShopOrder } | { reasons: RejectionReason[] } {
  const reasons: RejectionReason[] = []
  const reject = (code: RejectionCode, message: string, { line } = head): void => {
    reasons.push({ code, line, message })
  }
  const checkLength: CheckLength = (code, what, text, [shortest, longest]) => {
    const { length } = Array.from(text)
    if (length === 0) return reject(code, `${what} is missing`)
    if (length >= shortest && length <= longest) return
    const fault = length < shortest ? 'short' : 'long'
    reject(
      code,
      `${what} "${text}" is too ${fault}: the warehouse takes ${shortest} to ${longest} characters`,
    )
  }
  const { values } = head

  for (const row of rows) {
    const unreadable = Object.entries(row.values).filter(([, value]) => value.includes('\uFFFD'))
    for (const [column, value] of unreadable) {
      reject('encoding', `"${column}" has characters that are not UTF-8: "${value}"`, row)
    }
  }

  checkLength('order-number', 'the order number', values.Name, warehouseLimits.orderName)

  if (values.Name.includes(','))
    reject('order-number', 'the order number has a comma, by which it could not be looked up')

  const fulfilment = values['Fulfillment Status'].toLowerCase()
  if (fulfilment !== '' && fulfilment !== 'unfulfilled') {
    reject('fulfillment-status', `the order is "${fulfilment}", so it must not be shipped as a whole`)
  }

  const createdAt = parseCreatedAt(values['Created at'])
  if (createdAt === undefined) {
    const found = values['Created at']
    reject('created-at', `the time of the order "${found}" is not like 2026-03-01 09:42:09 +0530`)
  }

  const digits = currencyDigits(values.Currency)
  if (digits === undefined) reject('currency', `the currency "${values.Currency}" is not an ISO 4217 code`)
  const amountIn = (code: 'total' | 'price', what: string, text: string, row: OrderRow): number => {
    const minor = parseAmount(text, digits ?? 2)
    if (minor === undefined) reject(code, `${what} "${text}" is not an amount like 1,299.00`, row)
    return minor ?? 0
  }
  const totalMinor = amountIn('total', 'the total', values.Total, head)

  const shipTo = shipToFrom(values, checkLength)

  const lines = rows.map((row): OrderLine => {
    const sku = row.values['Lineitem sku']
    if (sku === '') reject('sku', 'an article has no SKU', row)
    const pieces = row.values['Lineitem quantity']
    const quantity = /^\d+$/.test(pieces) ? Number(pieces) : 0
    if (quantity === 0 || quantity > mostPieces) {
      reject('quantity', `the quantity "${pieces}" is not a whole number above zero`, row)
    }
    return {
      sku,
      quantity,
      unitPriceMinor: amountIn('price', 'the price', row.values['Lineitem price'], row),
    }
  })

  if (reasons.length > 0 || createdAt === undefined) return { reasons }
  return {
    order: {
      name: values.Name,
      ...customerFrom(values),
      currency: values.Currency,
      totalMinor,
      shipTo,
      lines,
      createdAt,
    },
  }
}
