import {
  AuthenticationError,
  HttpError,
  MalformedResponseError,
  PermissionError,
  RateLimitedError,
} from '@tenon/core'
import type { FakeAnswer } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { readErrorBody } from '../src/errors/read-error-body.ts'
import { adviceFor } from '../src/index.ts'
import { setUp } from './set-up.ts'

describe('an error body is read in every form', () => {
  test.each([
    ['the contract', { message: 'SKU not found' }, { message: 'SKU not found' }],
    [
      'the contract, with a number',
      { message: '399: already running' },
      { id: '399', message: 'already running' },
    ],
    [
      'code and details',
      { error: { code: 'INVALID_SKU', message: 'no', details: [] } },
      { code: 'INVALID_SKU', message: 'no' },
    ],
    ['a numeric code', { error: { code: 301, message: 'taken' } }, { id: '301', message: 'taken' }],
    [
      'error and message',
      { error: 'Token expired', message: 'Make a new one' },
      { message: 'Token expired: Make a new one' },
    ],
    [
      'a name and a message',
      { error: 'ORDER_LOCKED', message: 'no' },
      { code: 'ORDER_LOCKED', message: 'no' },
    ],
    ['an error alone', { error: 'Invalid token format' }, { message: 'Invalid token format' }],
    ['a field', { error: { field: 'quantity', message: 'must be 1' } }, { message: 'quantity: must be 1' }],
    [
      'messages of an item',
      { messages: [{ field_name: 'price', errors: ['301: no'] }] },
      { id: '301', message: 'price: no' },
    ],
    ['a code that is no code', { error: { code: 'x'.repeat(500), message: 'no' } }, { message: 'no' }],
    ['nothing', {}, {}],
    ['an array', [], {}],
    ['a text', 'no', {}],
    ['no JSON', undefined, {}],
  ])('%s', (_, body, expected) => {
    expect(readErrorBody(body)).toEqual(expected)
  })

  test('and is never longer than 200 characters', () => {
    expect(readErrorBody({ message: 'x'.repeat(100_000) }).message).toHaveLength(200)
  })
})

describe('an error says what to do', () => {
  const html = { headers: { 'content-type': 'text/html' }, text: '<html>Sign in</html>' }
  const cases: [string, FakeAnswer, { isInstance(value: unknown): boolean }, RegExp][] = [
    ['a bad parameter', { status: 400, body: { message: 'bad sdt' } }, HttpError, /answered 400: bad sdt$/],
    [
      'a refused token',
      { status: 401, body: { message: 'no' } },
      AuthenticationError,
      /answered 401: no\. Check that the token/,
    ],
    [
      'an expired token',
      { status: 401, body: { error: { code: 'UNAUTHORIZED', message: 'Token expired' } } },
      AuthenticationError,
      /new token/,
    ],
    [
      'a refused token with another status',
      { status: 400, body: { error: { code: 'UNAUTHORIZED', message: 'x' } } },
      AuthenticationError,
      /Check that the token/,
    ],
    [
      'a token error by its words',
      { status: 400, body: { error: 'Invalid secret phrase' } },
      AuthenticationError,
      /Invalid secret phrase/,
    ],
    [
      'a phrase that was deleted',
      { status: 403, body: { message: 'Forbidden' } },
      PermissionError,
      /phrase may have been deleted/,
    ],
    [
      'an account that does not exist',
      { status: 404, body: { message: 'no' } },
      HttpError,
      /Check the account/,
    ],
    [
      'a record that is not there',
      { status: 404, body: { error: { code: 'ORDER_NOT_FOUND', message: 'no' } } },
      HttpError,
      /MasonHub has no such record/,
    ],
    [
      'a number of the contract',
      { status: 400, body: { message: '399: a snapshot is running' } },
      HttpError,
      /wait for its snapshotReady/,
    ],
    [
      'a place that is not allowed',
      { status: 400, body: { error: { code: 'LOCATION_ACCESS_DENIED', message: 'no' } } },
      PermissionError,
      /inventory\.locations/,
    ],
    ['too many calls', { status: 429, body: {} }, RateLimitedError, /publishes no limits/],
    ['a web page', { status: 404, ...html }, HttpError, /web page, not the API/],
    [
      'a redirect to the login page',
      { status: 302, headers: { location: '/users/sign_in', 'content-type': 'text/html' }, text: '' },
      AuthenticationError,
      /login page/,
    ],
    ['a fault of the server', { status: 500, body: { message: 'oops' } }, HttpError, /answered 500: oops$/],
    ['a web page with status 200', { status: 200, ...html }, MalformedResponseError, /not JSON/],
  ]
  test.each(cases)('%s', async (_, answer, type, message) => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault: { kind: 'answer', answer } })
    const error = await masonhub.orders.list().catch((reason: unknown) => reason)
    expect(type.isInstance(error)).toBe(true)
    expect((error as Error).message).toMatch(message)
  })

  test.each([
    { error: 'Invalid secret phrase', message: 'no such phrase' },
    { error: { code: 'INVALID_SECRET_PHRASE', message: 'Invalid secret phrase' } },
  ])('a phrase that is wrong is no refused token: %j', async (body) => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault: { kind: 'answer', answer: { status: 400, body } } })
    await expect(masonhub.tokens.delete('whatever')).rejects.toMatchObject({
      code: 'HTTP',
      advice: expect.stringContaining('the very one'),
    })
  })

  test('an account that does not exist is not asked twice', async () => {
    const { fake, masonhub } = await setUp({}, { account: 'nobody' })
    await expect(masonhub.orders.list()).rejects.toMatchObject({ status: 404 })
    expect(fake.requests).toHaveLength(1)
  })
})

describe('advice', () => {
  test.each([
    '301',
    '303',
    '399',
    '409',
    'ORDER_ALREADY_SHIPPED',
    'INVALID_DATE_RANGE',
    'BATCH_LIMIT_EXCEEDED',
  ])('is there for %s', (code) => {
    expect(adviceFor(code)).toMatch(/^[A-Z].{15,}/)
  })

  test.each([undefined, '', '999', 'toString', '__proto__', 'SOMETHING_NEW'])(
    'is not there for %o',
    (code) => {
      expect(adviceFor(code)).toBeUndefined()
    },
  )
})
