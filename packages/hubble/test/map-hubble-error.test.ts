import { describe, expect, test } from 'vitest'

import { hubbleErrorAdvice, hubbleProvider, type HubbleErrorId } from '../src/index.ts'
import { orders } from '../src/operations/orders.ts'

function map(body: unknown, status = 400) {
  const failure = { status, headers: {}, body, operation: orders.create, lane: 'calls' } as const
  const auth = { clientId: 'id', clientSecret: { file: 'nowhere' } }
  return hubbleProvider.mapError?.(failure, { environment: 'staging', auth, partnerType: 'b2b' })
}

test.each(Object.entries(hubbleErrorAdvice))('%s is known by its number, in id or in code', (id, advice) => {
  expect(map({ id, code: 'SOME_NAME', message: 'm' })).toEqual({
    vendor: { id, code: 'SOME_NAME', message: 'm' },
    advice,
  })
  expect(map({ code: id })).toEqual({ vendor: { id, code: id }, advice })
})

test('the numbers are a type', () => {
  const id: HubbleErrorId = 'E300'
  // @ts-expect-error there is no such number
  const unknown: HubbleErrorId = 'E999'
  expect([id, unknown]).toHaveLength(2)
})

test.each([
  ['RESOURCE_NOT_FOUND', 'E001'],
  ['INSUFFICIENT_BALANCE', 'E300'],
])('%s is known by its name where the number is missing', (code, id) => {
  expect(map({ code, message: 'm' })).toMatchObject({ vendor: { id, code } })
})

test('a number that is not in the table passes through', () => {
  expect(map({ id: 'E999', code: 'NEW', message: 'm' })).toEqual({
    vendor: { id: 'E999', code: 'NEW', message: 'm' },
  })
  expect(map({ id: 'constructor', message: 'm' })).toEqual({ vendor: { id: 'constructor', message: 'm' } })
})

test('the fields that a validation names are told', () => {
  const subErrors = [{ fieldName: 'amount', message: 'too low' }, null, { fieldName: 'referenceId' }]
  expect(map({ id: 'E157', message: 'invalid', subErrors })?.vendor.message).toBe(
    'invalid; amount too low; referenceId',
  )
})

test('a text of the vendor stays on one line, and short', () => {
  const message = `a\r\nb\u001b[31m${'x'.repeat(500)}`
  const mapped = map({ id: 'E157', message, code: 'C'.repeat(500) })?.vendor
  expect(mapped?.message).toHaveLength(200)
  expect(mapped?.message).toMatch(/^a b \[31mx+$/)
  expect(mapped?.code).toHaveLength(200)
})

describe('a body of another form leaves the verdict to the status', () => {
  test.each([undefined, null, 'text', 7, [], {}, { error: 'no' }, { id: 5, code: {} }, { message: 'only' }])(
    '%j',
    (body) => {
      expect(map(body)).toBeUndefined()
    },
  )
})
