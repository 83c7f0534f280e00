import { ConfigurationError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { createHubble } from '../src/index.ts'
import { scriptedTransport } from './support/scripted-transport.ts'

const complete = { environment: 'staging', auth: { clientId: 'acme', clientSecret: 's3cret' } }

function problemWith(options: object): ConfigurationError {
  try {
    createHubble(options as never)
  } catch (error) {
    if (ConfigurationError.isInstance(error)) return error
    throw error
  }
  throw new Error('no problem')
}

describe('an option that is wrong is named, with its environment variable', () => {
  test.each([
    ['environment missing', { auth: complete.auth }, 'environment', 'HUBBLE_ENVIRONMENT', 'is missing'],
    [
      'environment unknown',
      { ...complete, environment: 'live' },
      'environment',
      'HUBBLE_ENVIRONMENT',
      "must be 'production' or 'staging'",
    ],
    ['auth missing', { environment: 'staging' }, 'auth.clientId', 'HUBBLE_CLIENT_ID', 'is missing'],
    [
      'clientId missing',
      { ...complete, auth: { clientSecret: 'x' } },
      'auth.clientId',
      'HUBBLE_CLIENT_ID',
      'is missing',
    ],
    [
      'clientId empty',
      { ...complete, auth: { clientId: ' ', clientSecret: 'x' } },
      'auth.clientId',
      'HUBBLE_CLIENT_ID',
      'is empty',
    ],
    [
      'clientSecret missing',
      { ...complete, auth: { clientId: 'acme' } },
      'auth.clientSecret',
      'HUBBLE_CLIENT_SECRET',
      'is missing',
    ],
    [
      'clientSecret empty',
      { ...complete, auth: { clientId: 'acme', clientSecret: '' } },
      'auth.clientSecret',
      'HUBBLE_CLIENT_SECRET',
      'is empty',
    ],
    [
      'clientSecret a number',
      { ...complete, auth: { clientId: 'acme', clientSecret: 5 } },
      'auth.clientSecret',
      'HUBBLE_CLIENT_SECRET',
      'must be a string, a Secret, a function, or { file }',
    ],
    ['baseUrl empty', { ...complete, baseUrl: '' }, 'baseUrl', 'HUBBLE_BASE_URL', 'is empty'],
    [
      'baseUrl http',
      { ...complete, baseUrl: 'http://example.com' },
      'baseUrl',
      'HUBBLE_BASE_URL',
      'must be https',
    ],
    [
      'baseUrl with a path',
      { ...complete, baseUrl: 'https://example.com/v1' },
      'baseUrl',
      'HUBBLE_BASE_URL',
      'give scheme and host only, without a path or query',
    ],
    [
      'partnerType unknown',
      { ...complete, partnerType: 'c2c' },
      'partnerType',
      undefined,
      "must be 'b2b' or 'b2c'",
    ],
    ['unknown option', { ...complete, clientId: 'acme' }, 'clientId', undefined, 'unknown option'],
    [
      'unknown option of auth',
      { ...complete, auth: { ...complete.auth, token: 'x' } },
      'auth.token',
      undefined,
      'unknown option',
    ],
  ])('%s', (_, options, option, variable, problem) => {
    const error = problemWith(options)
    expect(error).toMatchObject({ option, variable })
    expect(error.message).toContain(`hubble: option "${option}": ${problem}`)
    expect(error.message).toContain(variable ?? '')
  })
})

test('nothing is sent while the client is made, nor by closing it', async () => {
  const transport = scriptedTransport(() => new Error('sent'))
  const hubble = createHubble({ ...complete, environment: 'production', transport })
  await hubble.close()
  expect(transport.requests).toEqual([])
})

test.each([
  ['production', 'https://api.myhubble.money'],
  ['staging', 'https://api.dev.myhubble.money'],
] as const)('%s has its own origin', async (environment, origin) => {
  const transport = scriptedTransport(() => ({ status: 200, body: { balance: 1 } }))
  const hubble = createHubble({ ...complete, environment, transport })
  await hubble.wallet.balance()
  expect(transport.requests[0]).toMatchObject({ origin, path: '/v1/partners/wallet/balance' })
})

test('an origin of your own takes its place', async () => {
  const transport = scriptedTransport(() => ({ status: 200, body: { balance: '75.50' } }))
  const baseUrl = 'https://gateway.example.com'
  const hubble = createHubble({ ...complete, environment: 'staging', baseUrl, transport })
  expect(await hubble.wallet.balance()).toEqual({ balance: 75.5 })
  expect(transport.requests[0]?.origin).toBe(baseUrl)
})
