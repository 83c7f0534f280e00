import { expect } from 'vitest'

import type { OrderResult } from '../../src/index.ts'
import type { HubbleFake } from '../../src/testing/index.ts'

/** `anOrder()` was made once and paid once, and its vouchers are in the result. */
export function expectOneCard(fake: HubbleFake, result: OrderResult): void {
  const { orders, debits, reversals, balance } = fake.ledger
  expect(orders).toHaveLength(1)
  expect(debits).toEqual([{ kind: 'debit', orderId: orders[0]?.id, referenceId: 'acme-0001', amount: 1200 }])
  expect(reversals).toEqual([])
  expect(balance).toBe(998_800)
  expect(result).toMatchObject({
    outcome: 'succeeded',
    order: { status: 'SUCCESS', referenceId: 'acme-0001' },
  })
  expect(result).not.toHaveProperty('mismatch')
  const bought = result.outcome === 'succeeded' ? result.vouchers : []
  expect(
    bought.map(({ cardNumber, cardPin, amount }) => [cardNumber?.reveal(), cardPin?.reveal(), amount]),
  ).toEqual(orders[0]?.vouchers.map(({ cardNumber, cardPin, amount }) => [cardNumber, cardPin, amount]))
}

export function timesPosted(fake: HubbleFake): number {
  return fake.requests.filter(({ operation }) => operation === 'orders.create').length
}
