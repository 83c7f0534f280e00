import { AuthenticationError, InvalidInputError, PartialFailureError, Secret } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { callback } from '../src/callbacks/callback.ts'
import type { CallbackInput } from '../src/index.ts'
import { setUp } from './set-up.ts'

const ORDER_EVENTS: CallbackInput = {
  message_type: 'orderEvent',
  url: 'https://shop.example/hooks',
  token: 'hook-1',
}
const RMA_EVENTS: CallbackInput = {
  message_type: 'rmaEvent',
  url: 'https://shop.example/hooks',
  api_version: '2.0',
}

describe('registering callbacks', () => {
  test('gives an outcome for each, and a list has them', async () => {
    const { fake, masonhub } = await setUp()
    const result = await masonhub.callbacks.register([ORDER_EVENTS, RMA_EVENTS])
    expect(result.orThrow()).toMatchObject([{ identifier: 'orderEvent' }, { identifier: 'rmaEvent' }])
    const { data } = await masonhub.callbacks.list()
    expect(data).toMatchObject([
      { message_type: 'orderEvent' },
      { message_type: 'rmaEvent', api_version: '2.0' },
    ])
    expect(data[0]?.id).toBe(result.accepted[0]?.id)
    expect((await masonhub.callbacks.list({ message_type: 'rmaEvent' })).data).toHaveLength(1)
    expect([...fake.callbacks.values()][0]?.token).toBe('hook-1')
  })

  test.each(['drop-before', 'drop-after', 'malformed'] as const)('is settled after a %s', async (kind) => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault: { kind }, operation: 'callbacks.create', times: 1 })
    const token = new Secret('hook-2')
    expect((await masonhub.callbacks.register([{ ...ORDER_EVENTS, token }])).orThrow()).toHaveLength(1)
    expect(fake.callbacks.size).toBe(1)
    expect([...fake.callbacks.values()][0]?.token).toBe('hook-2')
  })

  test('is not settled by a registration that was there before', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.callbacks.register([ORDER_EVENTS])
    const renewed = { ...ORDER_EVENTS, token: 'hook-2' }
    fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'callbacks.create', times: 1 })
    ;(await masonhub.callbacks.register([renewed])).orThrow()
    expect([...fake.callbacks.values()].map(({ token }) => token)).toEqual(['hook-2'])
    fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'callbacks.create' })
    const { unknown } = await masonhub.callbacks.register([ORDER_EVENTS])
    expect(unknown).toMatchObject([{ identifier: 'orderEvent', sent: 'maybe' }])
  })

  test('sends nothing where what is registered cannot be read', async () => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'callbacks.list' })
    expect((await masonhub.callbacks.register([ORDER_EVENTS])).unknown).toMatchObject([{ sent: 'no' }])
    expect(fake.callbacks.size).toBe(0)
    fake.faults.clear()
    const refused = { status: 401, body: { message: 'no' } }
    fake.faults.add({ fault: { kind: 'answer', answer: refused }, operation: 'callbacks.list' })
    await expect(masonhub.callbacks.register([ORDER_EVENTS])).rejects.toThrow(AuthenticationError)
  })

  test('reads the bare array of the contract’s example', async () => {
    const { fake, masonhub } = await setUp()
    const body = [{ message_type: 'orderEvent', id: 'c-1', status: 'Success', messages: ['updated'] }]
    fake.faults.add({ fault: { kind: 'answer', answer: { status: 200, body } } })
    const { accepted } = await masonhub.callbacks.register([ORDER_EVENTS])
    expect(accepted).toMatchObject([{ identifier: 'orderEvent', id: 'c-1' }])
  })

  test.each([
    [[{ ...ORDER_EVENTS, url: 'ftp://shop.example' }], 'callbacks.0.url'],
    [[{ ...ORDER_EVENTS, message_type: 'orderShipped' }], 'callbacks.0.message_type'],
    [[{ ...ORDER_EVENTS, token: '' }], 'callbacks.0.token'],
    [[ORDER_EVENTS, ORDER_EVENTS], 'callbacks.1.message_type'],
  ])('is refused before anything is sent: %o', async (list, at) => {
    const { fake, masonhub } = await setUp()
    const error = await masonhub.callbacks
      .register(list as CallbackInput[])
      .catch((reason: unknown) => reason)
    expect(InvalidInputError.isInstance(error) && error.issues[0]).toContain(at)
    expect(fake.requests).toEqual([])
  })
})

describe('deleting callbacks', () => {
  test('takes ids, and they are gone', async () => {
    const { fake, masonhub } = await setUp()
    const { accepted } = await masonhub.callbacks.register([ORDER_EVENTS, RMA_EVENTS])
    await masonhub.callbacks.delete([accepted[0]?.id ?? ''])
    expect([...fake.callbacks.values()]).toMatchObject([{ message_type: 'rmaEvent' }])
  })

  test('looks for itself when the answer is no JSON', async () => {
    const { fake, masonhub } = await setUp()
    const { accepted } = await masonhub.callbacks.register([ORDER_EVENTS])
    const text = 'callbacks deleted'
    fake.faults.add({
      fault: { kind: 'answer-after', answer: { status: 200, text } },
      operation: 'callbacks.delete',
    })
    expect((await masonhub.callbacks.delete([accepted[0]?.id ?? ''])).orThrow()).toHaveLength(1)
    expect(fake.callbacks.size).toBe(0)
  })

  test('tells which ids were refused', async () => {
    const { fake, masonhub } = await setUp()
    const { accepted } = await masonhub.callbacks.register([ORDER_EVENTS])
    const id = accepted[0]?.id ?? ''
    const body = [{ id, status: 'failure', messages: ['busy'] }]
    fake.faults.add({
      fault: { kind: 'answer', answer: { status: 200, body } },
      operation: 'callbacks.delete',
    })
    const result = await masonhub.callbacks.delete([id])
    expect(result.refused).toMatchObject([{ identifier: id, messages: [{ message: 'busy' }] }])
    expect(() => result.orThrow()).toThrow(PartialFailureError)
  })
})

test('a token that the vendor shows is a Secret', () => {
  const received = callback.parse({ id: 'c-1', token: 'hook-3' })
  expect(received.token?.reveal()).toBe('hook-3')
  expect(JSON.stringify(received)).not.toContain('hook-3')
})
