import {
  AuthenticationError,
  InvalidInputError,
  PartialFailureError,
  RateLimitedError,
  TimeoutError,
} from '@tenon/core'
import { describe, expect, expectTypeOf, test } from 'vitest'

import { orders } from './order-fixture.ts'
import { setUp } from './set-up.ts'

const ORDER = `
  query TheOrder($id: ID!) {
    order(id: $id) { id customerIdentifier status items: lineItems { skuCustomerId quantity } }
  }`

interface OrderData {
  readonly order: {
    readonly id: string
    readonly status: string
    readonly items: readonly { readonly quantity: number }[]
  } | null
}

describe('graphql', () => {
  test('sends a document with its variables to a path without the account, and types what the caller says', async () => {
    const { fake, masonhub } = await setUp()
    const [accepted] = (await masonhub.orders.create(orders(1))).orThrow()
    const answer = await masonhub.graphql<OrderData, { id: string | undefined }>(ORDER, { id: accepted?.id })
    const data = answer.orThrow()
    expectTypeOf(data).toEqualTypeOf<OrderData>()
    expect(data).toEqual({
      order: {
        id: accepted?.id,
        customerIdentifier: 'ORDER-1',
        status: 'open',
        items: [{ skuCustomerId: 'MUG-BLUE', quantity: 1 }],
      },
    })
    expect(fake.requests.at(-1)).toMatchObject({ path: '/api/v2/graphql', operation: 'graphql' })
    expect(answer.call.attempts).toHaveLength(1)
  })

  test('has partial data and typed errors side by side', async () => {
    const { masonhub } = await setUp()
    const answer = await masonhub.graphql('{ account(slug: "acme") { slug } order(id: "nothing") { id } }')
    expect(answer.data).toEqual({ account: { slug: 'acme' }, order: null })
    expect(answer.errors).toEqual([{ code: 'NOT_FOUND', message: 'order not found', path: ['order'] }])
    expect(() => answer.orThrow()).toThrow(PartialFailureError)
    const unknown = await masonhub.graphql('{ unicorns { id } }')
    expect(unknown.errors[0]?.code).toBe('VALIDATION_ERROR')
    expect((await masonhub.graphql('{')).errors).toMatchObject([{ code: 'VALIDATION_ERROR' }])
  })

  test('tells a refused token, whether it stands in the body or in the status', async () => {
    const { fake, masonhub } = await setUp({}, { auth: { token: 'eyJhbGciOiJIUzI1NiJ9.e30.x' } })
    const answer = await masonhub.graphql('{ account(slug: "acme") { slug } }')
    expect(() => answer.orThrow()).toThrow(AuthenticationError)
    fake.faults.add({ fault: { kind: 'answer', answer: { status: 401, body: { message: 'no' } } } })
    await expect(masonhub.graphql('{ account(slug: "acme") { slug } }')).rejects.toThrow(AuthenticationError)
  })

  test('has the deadline, the limits and the errors of every other call', async () => {
    const { fake, masonhub } = await setUp()
    await expect(masonhub.graphql('')).rejects.toThrow(InvalidInputError)
    fake.faults.add({
      fault: { kind: 'answer', answer: { status: 429, body: { message: 'slow down' } } },
      times: 1,
    })
    await expect(masonhub.graphql('{ account { slug } }')).rejects.toThrow(RateLimitedError)
    fake.faults.add({ fault: { kind: 'slow', delayMs: 2_000 }, times: 1 })
    await expect(masonhub.graphql('{ account { slug } }', {}, { timeoutMs: 500 })).rejects.toThrow(
      TimeoutError,
    )
  })
})
