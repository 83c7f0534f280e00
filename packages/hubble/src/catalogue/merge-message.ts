import type { Product } from '../schemas/product.ts'
import type { BrandMessage } from '../webhooks/hubble-message.ts'

/** A product with what a webhook tells of it: status, denominations and limits, and nothing else. */
export function mergeMessage(product: Product, { data }: BrandMessage): Product {
  return {
    ...product,
    status: data.status ?? product.status,
    denominationType: data.denominationType,
    amountRestrictions: data.amountRestrictions ?? product.amountRestrictions,
  }
}
