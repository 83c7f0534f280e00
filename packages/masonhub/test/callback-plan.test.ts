import { inspect } from 'node:util'

import { InvalidInputError, PartialFailureError } from '@tenon/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { compareCallbacks } from '../src/callbacks/compare-callbacks.ts'
import { declareCallbacks } from '../src/callbacks/declare-callbacks.ts'
import type { CallbackInput, CallbackPlan } from '../src/index.ts'
import { setUp } from './set-up.ts'

const URL_OF_HOOK = 'https://shop.example/hooks'
const ORDERS: CallbackInput = { message_type: 'orderEvent', url: URL_OF_HOOK, token: 'hook-token-1' }
const RETURNS: CallbackInput = {
  message_type: 'rmaEvent',
  url: URL_OF_HOOK,
  api_version: '2.0',
  token: 'hook-token-1',
}
const STOCK: CallbackInput = { message_type: 'skuInventoryChange', url: URL_OF_HOOK, token: 'hook-token-1' }

const actions = ({ changes }: CallbackPlan): string[] =>
  changes.map(({ action, callback }) => `${action} ${callback.message_type}`).toSorted()

describe('a plan', () => {
  test('shows what would be created, updated, deleted and kept, and changes nothing', async () => {
    const { fake, masonhub } = await setUp()
    ;(await masonhub.callbacks.register([ORDERS, { ...RETURNS, api_version: '1.0' }])).orThrow()
    const plan = await masonhub.callbacks.plan([RETURNS, STOCK])
    expect(actions(plan)).toEqual(['create skuInventoryChange', 'delete orderEvent', 'update rmaEvent'])
    expect(plan.changes.find(({ action }) => action === 'update')).toMatchObject({ because: ['api_version'] })
    expect(actions(await masonhub.callbacks.plan([ORDERS, { ...RETURNS, api_version: '1.0' }]))).toEqual([
      'keep orderEvent',
      'keep rmaEvent',
    ])
    expect(fake.callbacks.size).toBe(2)
  })

  test('is carried out, and then there is nothing left to do', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.callbacks.register([ORDERS, { ...RETURNS, api_version: '1.0' }])
    const plan = await masonhub.callbacks.plan([RETURNS, STOCK])
    expect(await masonhub.callbacks.apply(plan, { dryRun: true })).toEqual([])
    expect(fake.callbacks.size).toBe(2)
    const outcomes = await masonhub.callbacks.apply(plan)
    expect(outcomes.every(({ status }) => status === 'accepted')).toBe(true)
    expect((await masonhub.callbacks.plan([RETURNS, STOCK])).isUpToDate).toBe(true)
    expect(
      Object.fromEntries([...fake.callbacks.values()].map((one) => [one.message_type, one.api_version])),
    ).toEqual({ rmaEvent: '2.0', skuInventoryChange: '1.0' })
  })

  test('touches only what is yours', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.callbacks.register([{ ...ORDERS, url: 'https://other.example/hooks' }])
    const mine = ({ url }: { url?: string | null | undefined }): boolean =>
      url?.startsWith('https://shop.example/') === true
    await masonhub.callbacks.apply(await masonhub.callbacks.plan([STOCK], { mine }))
    await masonhub.callbacks.apply(await masonhub.callbacks.plan([], { mine }))
    expect([...fake.callbacks.values()].map(({ url }) => url)).toEqual(['https://other.example/hooks'])
  })

  test('renews a token that the vendor does not show, where that is wanted', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.callbacks.register([ORDERS])
    const renewed = { ...ORDERS, token: 'hook-token-2' }
    expect((await masonhub.callbacks.plan([renewed])).isUpToDate).toBe(true)
    const plan = await masonhub.callbacks.plan([renewed], { hiddenTokens: 'renew' })
    expect(plan.changes).toMatchObject([{ action: 'update', because: ['token'] }])
    await masonhub.callbacks.apply(plan)
    expect([...fake.callbacks.values()].map(({ token }) => token)).toEqual(['hook-token-2'])
  })

  test.each(['adds a second one', 'takes no second one'])(
    'changes a registration where the vendor %s',
    async (way) => {
      const { fake, masonhub } = await setUp({
        dialect: { secondCallback: way === 'adds a second one' ? 'add' : 'refuse' },
      })
      await masonhub.callbacks.register([ORDERS])
      const [former] = [...fake.callbacks.values()]
      const renewed = { ...ORDERS, token: 'hook-token-2' }
      await masonhub.callbacks.apply(await masonhub.callbacks.plan([renewed], { hiddenTokens: 'renew' }))
      const rows = [...fake.callbacks.values()]
      expect(rows).toMatchObject([{ message_type: 'orderEvent', token: 'hook-token-2' }])
      expect(rows[0]?.id).not.toBe(former?.id)
    },
  )

  test.each(['replace', 'add', 'refuse'] as const)(
    'renews a token also where the answer is lost, of a vendor that does %s',
    async (secondCallback) => {
      for (const kind of ['drop-before', 'drop-after'] as const) {
        const { fake, masonhub } = await setUp({ dialect: { secondCallback } })
        await masonhub.callbacks.register([ORDERS])
        const renewed = { ...ORDERS, token: 'hook-token-2' }
        const plan = await masonhub.callbacks.plan([renewed], { hiddenTokens: 'renew' })
        fake.faults.add({ fault: { kind }, operation: 'callbacks.create', times: 1 })
        const outcomes = await masonhub.callbacks.apply(plan)
        expect(outcomes.every(({ status }) => status === 'accepted')).toBe(true)
        expect([...fake.callbacks.values()].map(({ token }) => token)).toEqual(['hook-token-2'])
      }
    },
  )

  test('whose change never gets through is an error, though a registration of that name is there', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.callbacks.register([ORDERS])
    const plan = await masonhub.callbacks.plan([{ ...ORDERS, token: 'hook-token-2' }], {
      hiddenTokens: 'renew',
    })
    fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'callbacks.create' })
    const error = await masonhub.callbacks.apply(plan).catch((reason: unknown) => reason)
    expect(PartialFailureError.isInstance(error) && error.failures).toMatchObject([
      { action: 'update', because: ['token'] },
    ])
  })

  test('that cannot be carried out says what is left', async () => {
    const { fake, masonhub } = await setUp()
    const body = [{ message_type: 'orderEvent', status: 'failure', messages: ['url not reachable'] }]
    fake.faults.add({
      fault: { kind: 'answer', answer: { status: 200, body } },
      operation: 'callbacks.create',
    })
    const applied = masonhub.callbacks.apply(await masonhub.callbacks.plan([ORDERS]))
    await expect(applied).rejects.toThrow(/1 of 1 callbacks are not as declared: url not reachable/)
    await expect(applied).rejects.toThrow(PartialFailureError)
  })

  test('hides its tokens', async () => {
    const { masonhub } = await setUp()
    const plan = await masonhub.callbacks.plan([ORDERS])
    expect(`${inspect(plan, { depth: 9 })}${JSON.stringify(plan)}`).not.toContain('hook-token')
  })

  test('is refused for what is not valid, or declared twice', async () => {
    const { fake, masonhub } = await setUp()
    await expect(masonhub.callbacks.plan([ORDERS, ORDERS])).rejects.toThrow(/callbacks\.1: declared twice/)
    await expect(masonhub.callbacks.plan([{ ...ORDERS, url: 'x' }])).rejects.toThrow(InvalidInputError)
    expect(fake.requests).toEqual([])
  })
})

const declared = fc.uniqueArray(
  fc.record({
    message_type: fc.constantFrom('orderEvent' as const, 'rmaEvent' as const, 'snapshotReady' as const),
    url: fc.constantFrom('https://a.example/', 'https://b.example/'),
    api_version: fc.constantFrom('1.0' as const, '2.0' as const),
  }),
  { selector: ({ message_type, url }) => `${message_type} ${url}` },
)

test('whatever is registered, a plan leads to what is declared, and the next one is empty', () => {
  fc.assert(
    fc.property(declared, declared, (wanted, registered) => {
      const rows = registered.map((row, index) => ({ id: `c-${index}`, ...row }))
      const { changes } = compareCallbacks(declareCallbacks(wanted), rows, {})
      const gone = new Set(
        changes.flatMap((one) => (one.action === 'delete' || one.action === 'update' ? [one.id] : [])),
      )
      const made = changes.flatMap((one) =>
        one.action === 'create' || one.action === 'update'
          ? [{ id: 'new', ...one.callback, token: undefined }]
          : [],
      )
      const after = [...rows.filter(({ id }) => !gone.has(id)), ...made]
      return (
        after.length === wanted.length && compareCallbacks(declareCallbacks(wanted), after, {}).isUpToDate
      )
    }),
  )
  expect(compareCallbacks([], [], {}).isUpToDate).toBe(true)
})
