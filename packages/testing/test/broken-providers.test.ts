import { defineOperation, loginCredential, type Schema } from '@tenon/core'
import { routeOf } from '@tenon/core/testing'
import { expect, test } from 'vitest'

import { providerSuite } from '../src/index.ts'
import { brokenCases } from './support/broken-cases.ts'
import {
  getThing,
  login,
  smallManifest,
  smallProvider,
  startSmallFake,
  type SmallManifest,
} from './support/small-vendor.ts'

const found = (change: Partial<SmallManifest>): Promise<string[]> =>
  brokenCases(providerSuite({ ...smallManifest, ...change }))

/** The provider with something wrong about it. */
const wrong = (change: Partial<SmallManifest['provider']>): Promise<string[]> =>
  found({ provider: { ...smallProvider, ...change } })

const { things } = smallProvider.operations

test('operations that share an id, or climb, are found', async () => {
  const sharing = {
    ...things,
    create: defineOperation({ id: 'things.get', method: 'POST', path: '/things' }),
  }
  expect(await wrong({ operations: { things: sharing } })).toEqual(
    expect.arrayContaining(['each operation has an id of its own, dotted']),
  )
  const climbing = {
    ...things,
    create: defineOperation({ id: 'climb', method: 'POST', path: '/a/../things' }),
  }
  expect(await wrong({ operations: { things: climbing } })).toEqual(
    expect.arrayContaining([
      'each operation has a method, and a path of plain segments and parameters, each once; a GET has no body',
    ]),
  )
})

test('a method in small letters, and a login that is not declared, are found', async () => {
  const small = { ...things, get: { ...things.get, method: 'get' as never } }
  expect(await wrong({ operations: { things: small } })).toContain(
    'each operation has a method, and a path of plain segments and parameters, each once; a GET has no body',
  )
  const { login: _, ...undeclared } = smallProvider
  expect(await found({ provider: undeclared })).toEqual(['what it logs in with is declared as its login'])
})

test('an operation without a route in the fake is found', async () => {
  const start = () => startSmallFake([routeOf(getThing, () => ({ status: 200, body: {} }))])
  expect(await found({ start })).toEqual(['each operation has a route in the fake'])
})

test('options that are not checked are found', async () => {
  const config = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => ({ value: { baseUrl: 'https://small.test', ...(value as object) } as never }),
    },
  } satisfies Schema
  expect(await wrong({ config: config as never })).toEqual(
    expect.arrayContaining([
      'an unknown option is refused by its name, at every depth',
      'a wrong option is refused by its name and its environment variable',
    ]),
  )
})

test('an option whose variable is not named is found', async () => {
  const config: typeof smallProvider.config = {
    '~standard': {
      ...smallProvider.config['~standard'],
      validate(value) {
        const result = smallProvider.config['~standard'].validate(value)
        return 'issues' in result && result.issues !== undefined
          ? { issues: [{ message: 'something is wrong' }] }
          : result
      },
    },
  }
  expect(await wrong({ config })).toEqual([
    'an unknown option is refused by its name, at every depth',
    'a wrong option is refused by its name and its environment variable',
    'an option that is missing is refused by its name and its environment variable, or has a default',
  ])
})

test('an origin that does not come from the options is found', async () => {
  const names = await wrong({ origin: () => 'http://127.0.0.1:1' })
  expect(names).toContain('without a base URL its origin is https')
})

test('a reader of errors that stumbles is found', async () => {
  const names = await wrong({
    mapError: ({ body }) => ({ vendor: { code: (body as { code: { trim(): string } }).code.trim() } }),
  })
  expect(names).toEqual(
    expect.arrayContaining([
      '300 error bodies of any JSON shape give typed errors, of a length that fits a log',
      'error bodies that are no JSON give typed errors',
    ]),
  )
})

test('a reader of errors that passes on whatever the vendor sends is found', async () => {
  const names = await wrong({
    mapError: ({ body }) => ({ vendor: { message: JSON.stringify(body) ?? '' } }),
  })
  expect(names).toEqual([
    '300 error bodies of any JSON shape give typed errors, of a length that fits a log',
    '60 answers of any JSON shape to a login give a result or a typed error',
  ])
})

test('a credential that the scrubber was never told of is found where the vendor quotes it', async () => {
  const names = await wrong({
    auth: ({ secret }, kit) =>
      loginCredential({
        ...kit,
        credential: () => secret,
        identify: () => [],
        async issue(current, signal) {
          const answer = await kit.login(login, { body: { secret: current.reveal() } }, signal)
          return { value: answer?.token as string }
        },
      }),
    mapError: ({ body }) => ({
      vendor: { message: String((body as { message?: unknown } | null)?.message) },
    }),
  })
  expect(names).toContain(
    'no secret shows in an error, a log line or a record, even where the vendor quotes it',
  )
})

test('a configuration that shows its secret is found', async () => {
  const names = await wrong({
    config: {
      '~standard': {
        ...smallProvider.config['~standard'],
        validate(value) {
          const result = smallProvider.config['~standard'].validate(value)
          if (result instanceof Promise || result.issues !== undefined) return result
          return { value: { ...result.value, plain: result.value.secret.reveal() } }
        },
      },
    },
  })
  expect(names).toEqual(['no secret shows in a client that is printed, with its configuration'])
})

test('a strategy that writes its token into the log is found', async () => {
  const names = await wrong({
    auth(config, kit) {
      const strategy = smallProvider.auth(config, kit)
      return {
        ...strategy,
        async authorize(request, call) {
          const grant = await strategy.authorize(request, call)
          kit.logger.info({ headers: { ...request.headers } }, 'authorized')
          return grant
        },
      }
    },
  })
  expect(names).toEqual([
    'no secret shows in an error, a log line or a record, even where the vendor quotes it',
  ])
})

test('a client that asks the vendor before anybody calls is found', async () => {
  const names = await wrong({
    auth(config, kit) {
      const strategy = smallProvider.auth(config, kit)
      strategy.ready?.().catch(() => {})
      return strategy
    },
  })
  expect(names).toContain('making a client makes no request')
})
