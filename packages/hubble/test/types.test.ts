import type { Secret } from '@tenon/core'
import { expect, expectTypeOf, test } from 'vitest'

import { createHubble, type Hubble, type OrderStatus } from '../src/index.ts'
import { anOrder } from './support/an-order.ts'

/** Compiled, never run. */
function misuse(hubble: Hubble): unknown {
  return [
    // @ts-expect-error a path parameter is missing
    hubble.orders.get({}),
    // @ts-expect-error it is called referenceId
    hubble.orders.getByReference({ reference: 'x' }),
    // @ts-expect-error the body is not complete
    hubble.orders.create({ body: { productId: 'x' } }),
    // @ts-expect-error an amount is a number
    hubble.placeOrder(anOrder({ amount: '100' })),
    // @ts-expect-error a field is misspelled
    hubble.placeOrder({ ...anOrder(), refrenceId: 'x' }),
    // @ts-expect-error a page has a number
    hubble.products.list({ pageNo: '1' }),
    // @ts-expect-error an unknown environment
    createHubble({ environment: 'live', auth: { clientId: 'a', clientSecret: 'b' } }),
    // @ts-expect-error a misspelled option
    createHubble({ environment: 'staging', auth: { clientId: 'a', clientSecret: 'b' }, partner: 'b2b' }),
  ]
}

test('what is wrong does not compile, and results are typed', () => {
  type Result = Awaited<ReturnType<Hubble['placeOrder']>>
  expectTypeOf<Result['outcome']>().toEqualTypeOf<'succeeded' | 'failed' | 'processing'>()
  type Vouchers = Extract<Result, { outcome: 'succeeded' }>['vouchers']
  expectTypeOf<Vouchers[number]['cardPin']>().toEqualTypeOf<Secret | null>()
  expectTypeOf<Awaited<ReturnType<Hubble['wallet']['balance']>>['balance']>().toBeNumber()
  expectTypeOf<'SOMETHING_NEW'>().toExtend<OrderStatus>()
  type Listed =
    ReturnType<Hubble['products']['list']['items']> extends AsyncIterable<infer Item> ? Item : never
  expectTypeOf<Listed['title']>().toBeString()
  expect(misuse).toBeTypeOf('function')
})
