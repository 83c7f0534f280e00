import { catalogue, type Article } from './catalogue.ts'
import { sampleCustomer, type SampleCustomer } from './sample-customer.ts'
import { sampleFaults } from './sample-faults.ts'
import { seededRandom, type SeededRandom } from './seeded-random.ts'
import type { ShopifyRow } from './shopify-columns.ts'

interface Basket {
  readonly lines: readonly { article: Article; quantity: number }[]
  readonly discountMinor: number
  /** After the discount. */
  readonly subtotalMinor: number
  readonly shippingMinor: number
  readonly totalMinor: number
}

/** From 1 March 2026, 9:12 in India, an order every 41 minutes. */
const firstOrder = Date.UTC(2026, 2, 1, 3, 42)
const between = 41 * 60_000
const indiaIsAhead = 330 * 60_000

/** The rows of one order: the same for the same number, whatever other orders there are. */
export function sampleRows(orderNumber: number): ShopifyRow[] {
  const random = seededRandom(orderNumber * 7919)
  const fault = sampleFaults[orderNumber]
  const customer = sampleCustomer(orderNumber, random)
  const basket = basketFor(customer, random, fault?.articles)
  const rows = basket.lines.map(({ article, quantity }, place): ShopifyRow => ({
    Name: `#${orderNumber}`,
    Email: customer.email,
    ...(place === 0 && headValues(orderNumber, customer, basket, random)),
    'Created at': placedAt(orderNumber),
    'Lineitem quantity': String(quantity),
    'Lineitem name': article.name,
    'Lineitem price': rupees(article.priceMinor),
    'Lineitem sku': article.sku,
    'Lineitem requires shipping': 'true',
    'Lineitem taxable': 'true',
    'Lineitem fulfillment status': 'pending',
    Vendor: 'Tenon Sample Shop',
    'Lineitem discount': '0.00',
  }))
  fault?.edit(rows)
  return rows
}

function headValues(
  orderNumber: number,
  customer: SampleCustomer,
  basket: Basket,
  random: SeededRandom,
): ShopifyRow {
  const { name, streetLineOne, streetLineTwo, city, zip, province, provinceName, country } = customer
  const street = [streetLineOne, streetLineTwo].filter((line) => line !== '').join(', ')
  const paidBy = random.pick(['Razorpay', 'Razorpay', 'PayU', 'Cash on Delivery (COD)'])
  const reference = `sample-${orderNumber}`
  return {
    'Financial Status': paidBy.startsWith('Cash') ? 'pending' : 'paid',
    'Paid at': paidBy.startsWith('Cash') ? '' : placedAt(orderNumber),
    'Fulfillment Status': 'unfulfilled',
    'Accepts Marketing': random.chance(40) ? 'yes' : 'no',
    Currency: 'INR',
    Subtotal: rupees(basket.subtotalMinor),
    Shipping: rupees(basket.shippingMinor),
    // The prices contain it: 18 of 118 parts, in whole paise.
    Taxes: rupees(Math.floor((basket.subtotalMinor * 18) / 118)),
    Total: rupees(basket.totalMinor),
    'Discount Code': basket.discountMinor > 0 ? 'WELCOME10' : '',
    'Discount Amount': rupees(basket.discountMinor),
    'Shipping Method': country === 'IN' ? 'Standard' : 'International',
    'Billing Name': name,
    'Billing Street': street,
    'Billing Address1': streetLineOne,
    'Billing Address2': streetLineTwo,
    'Billing City': city,
    'Billing Zip': zip,
    'Billing Province': province,
    'Billing Country': country,
    'Billing Phone': customer.phone,
    'Shipping Name': name,
    'Shipping Street': street,
    'Shipping Address1': streetLineOne,
    'Shipping Address2': streetLineTwo,
    'Shipping City': city,
    'Shipping Zip': zip,
    'Shipping Province': province,
    'Shipping Country': country,
    'Shipping Phone': customer.phone,
    'Payment Method': paidBy,
    'Payment Reference': reference,
    'Refunded Amount': '0.00',
    'Outstanding Balance': '0.00',
    Id: String(5_500_000_000_000 + orderNumber * 4096),
    'Risk Level': 'Low',
    Source: 'web',
    'Tax 1 Name': 'IGST 18%',
    'Tax 1 Value': rupees(Math.floor((basket.subtotalMinor * 18) / 118)),
    'Billing Province Name': provinceName,
    'Shipping Province Name': provinceName,
    'Payment ID': reference,
    'Payment References': reference,
  }
}

/** Draws until the total is where it was meant to be: three in ten between 2,500 and 9,000, the rest below. */
function basketFor(customer: SampleCustomer, random: SeededRandom, articles?: number): Basket {
  const [least, most] = random.chance(30) ? [250_001, 900_000] : [30_000, 250_000]
  for (;;) {
    const basket = drawBasket(
      customer,
      random,
      articles ?? random.pick([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4]),
    )
    if (basket.totalMinor >= least && basket.totalMinor <= most) return basket
  }
}

function drawBasket(customer: SampleCustomer, random: SeededRandom, articles: number): Basket {
  const start = random.below(catalogue.length)
  const lines = Array.from({ length: articles }, (_, place) => ({
    // Four apart, so that no article comes twice.
    article: catalogue[(start + place * 4) % catalogue.length] as Article,
    quantity: random.pick([1, 1, 1, 1, 1, 1, 2, 2, 3]),
  }))
  const fullMinor = lines.reduce((sum, { article, quantity }) => sum + article.priceMinor * quantity, 0)
  const discountMinor = random.chance(10) ? Math.floor(fullMinor / 10) : 0
  const subtotalMinor = fullMinor - discountMinor
  const shippingMinor = customer.country === 'IN' ? (subtotalMinor < 99_900 ? 7_900 : 0) : 95_000
  return { lines, discountMinor, subtotalMinor, shippingMinor, totalMinor: subtotalMinor + shippingMinor }
}

function placedAt(orderNumber: number): string {
  const indian = new Date(firstOrder + (orderNumber - 1001) * between + indiaIsAhead)
  return indian.toISOString().replace(/^(.*)T(.*)\.000Z$/, '$1 $2 +0530')
}

function rupees(minor: number): string {
  const digits = String(minor).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
