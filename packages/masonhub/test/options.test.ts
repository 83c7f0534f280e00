import { ConfigurationError } from '@tenon/core'
import { describe, expect, expectTypeOf, test } from 'vitest'

import { createMasonHub, masonhubProvider, type MasonHubOptions } from '../src/index.ts'

const RIGHT: MasonHubOptions = { environment: 'sandbox', account: 'acme', auth: { token: 'opaque' } }

function errorOf(changes: object): ConfigurationError {
  try {
    createMasonHub({ ...RIGHT, ...changes })
  } catch (error) {
    if (ConfigurationError.isInstance(error)) return error
    throw error
  }
  throw new Error('no error')
}

describe('a wrong option is refused when the client is made, by its name and its variable', () => {
  const wrong: [string, object, string, string | undefined, RegExp][] = [
    ['no environment', { environment: undefined }, 'environment', 'MASONHUB_ENVIRONMENT', /is missing/],
    [
      'an unknown environment',
      { environment: 'staging' },
      'environment',
      'MASONHUB_ENVIRONMENT',
      /'production' or 'sandbox'/,
    ],
    ['no account', { account: undefined }, 'account', 'MASONHUB_ACCOUNT', /is missing/],
    ['an empty account', { account: '' }, 'account', 'MASONHUB_ACCOUNT', /is empty/],
    ['an account with a slash', { account: 'acme/api' }, 'account', 'MASONHUB_ACCOUNT', /must be the slug/],
    ['an account that climbs', { account: '..' }, 'account', 'MASONHUB_ACCOUNT', /must be the slug/],
    ['no auth', { auth: undefined }, 'auth.token', 'MASONHUB_TOKEN', /is missing/],
    ['no token', { auth: {} }, 'auth.token', 'MASONHUB_TOKEN', /is missing/],
    ['an empty token', { auth: { token: ' ' } }, 'auth.token', 'MASONHUB_TOKEN', /is empty/],
    ['a token that is a number', { auth: { token: 7 } }, 'auth.token', 'MASONHUB_TOKEN', /must be text/],
    [
      'an option of another strategy',
      { auth: { token: 't', clientSecret: 's' } },
      'auth.clientSecret',
      undefined,
      /unknown option/,
    ],
    ['an unknown option', { acount: 'acme' }, 'acount', undefined, /unknown option/],
    [
      'a base URL with a path',
      { baseUrl: 'https://api.masonhub.co/v1' },
      'baseUrl',
      'MASONHUB_BASE_URL',
      /without a path/,
    ],
    [
      'a base URL without https',
      { baseUrl: 'http://api.masonhub.co' },
      'baseUrl',
      'MASONHUB_BASE_URL',
      /must be https/,
    ],
  ]
  test.each(wrong)('%s', (_, changes, option, variable, message) => {
    const error = errorOf(changes)
    expect(error).toMatchObject({ option, variable })
    expect(error.message).toMatch(message)
    expect(error.message).toContain(`option "${option}"`)
  })
})

test('the compiler refuses options that do not belong to the strategy, and unknown ones', () => {
  // @ts-expect-error a client secret belongs to another strategy
  expect(() => createMasonHub({ ...RIGHT, auth: { token: 't', clientSecret: 's' } })).toThrow(
    ConfigurationError,
  )
  // @ts-expect-error a misspelt option
  expect(() => createMasonHub({ ...RIGHT, acount: 'acme' })).toThrow(ConfigurationError)
  // @ts-expect-error the token is missing
  expect(() => createMasonHub({ environment: 'sandbox', account: 'acme', auth: {} })).toThrow(
    ConfigurationError,
  )
  expectTypeOf<MasonHubOptions['environment']>().toEqualTypeOf<'production' | 'sandbox'>()
})

test.each([
  [{ environment: 'production' as const }, 'https://app.masonhub.co'],
  [{ environment: 'sandbox' as const }, 'https://sandbox.masonhub.co'],
  [{ environment: 'production' as const, baseUrl: 'https://api.masonhub.co' }, 'https://api.masonhub.co'],
])('%o leads to %s', (changes, origin) => {
  const config = { ...RIGHT, ...changes }
  expect(masonhubProvider.origin(config)).toBe(origin)
  expect(masonhubProvider.pathPrefix?.(config)).toBe('/acme/api/v1')
})

test('making a client reads no file and opens no connection', async () => {
  await using masonhub = createMasonHub({ ...RIGHT, auth: { token: { file: '/does/not/exist' } } })
  await expect(masonhub.ready()).rejects.toThrow(ConfigurationError)
})
