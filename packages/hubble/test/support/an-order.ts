import type { OrderRequest } from '../../src/index.ts'
import { fakeProducts } from '../../src/testing/fake-catalogue.ts'

export function productId(title: string): string {
  return fakeProducts.find((product) => product.title === title)?.id ?? ''
}

/** Three vouchers for 1,200 rupees. */
export function anOrder(changes: Partial<OrderRequest> = {}): OrderRequest {
  return {
    productId: productId('Bazaar'),
    referenceId: 'acme-0001',
    amount: 1200,
    denominationDetails: [
      { denomination: 100, quantity: 2 },
      { denomination: 1000, quantity: 1 },
    ],
    ...changes,
  }
}
