import { randomUUID } from 'node:crypto'

import {
  createSecretReader,
  defineOperation,
  defineProvider,
  loginCredential,
  Secret,
  type Operation,
  type Schema,
} from '@tenon/core'
import { routeOf, startFakeServer, type FakeRoute } from '@tenon/core/testing'

import type { FakeVendor, ProviderManifest } from '../../src/index.ts'

export interface SmallOptions {
  readonly baseUrl?: string
  readonly secret: string
}

interface SmallConfig {
  readonly baseUrl: string
  readonly secret: Secret
}

export const anything: Schema = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
}

const config: Schema<SmallOptions, SmallConfig> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate(value) {
      const { baseUrl = 'https://small.test', secret, ...rest } = value as Record<string, unknown>
      const [unknown] = Object.keys(rest)
      if (unknown !== undefined) return { issues: [{ message: 'unknown option', path: [unknown] }] }
      if (typeof secret !== 'string' || secret === '')
        return { issues: [{ message: 'is missing', path: ['secret'] }] }
      if (typeof baseUrl !== 'string') return { issues: [{ message: 'must be text', path: ['baseUrl'] }] }
      return { value: { baseUrl, secret: new Secret(secret) } }
    },
  },
}

interface Answer {
  readonly token?: unknown
}

export const login = defineOperation({
  id: 'auth.login',
  method: 'POST',
  path: '/login',
  idempotent: true,
  body: anything,
  response: anything as Schema<unknown, Answer | null>,
})

export const getThing = defineOperation({
  id: 'things.get',
  method: 'GET',
  path: '/things/{id}',
  response: anything,
})
export const createThing = defineOperation({ id: 'things.create', method: 'POST', path: '/things' })

/** The smallest vendor with a login. */
export const smallProvider = defineProvider({
  name: 'small',
  specVersion: 'v1',
  config,
  environment: { secret: 'SMALL_SECRET', baseUrl: 'SMALL_BASE_URL' },
  origin: ({ baseUrl }) => baseUrl,
  auth: ({ secret }, kit) =>
    loginCredential({
      ...kit,
      credential: createSecretReader(secret, 'secret', kit.clock),
      identify: (current) => [current],
      async issue(current, signal) {
        const answer = await kit.login(login, { body: { secret: current.reveal() } }, signal)
        return { value: answer?.token as string }
      },
    }),
  login,
  operations: { things: { get: getThing, create: createThing as Operation } },
})

export type SmallManifest = ProviderManifest<SmallOptions, SmallConfig, typeof smallProvider.operations>

/** Its fake, with these routes beside the login. */
export async function startSmallFake(
  routes: readonly FakeRoute[] = [
    routeOf(getThing, () => ({ status: 200, body: { id: '1' } })),
    routeOf(createThing, () => ({ status: 201 })),
  ],
): Promise<FakeVendor<SmallOptions>> {
  const tokens: string[] = []
  const secret = `secret-${randomUUID()}`
  const server = await startFakeServer({
    routes: [
      routeOf(login, () => {
        tokens.push(`token-${randomUUID()}`)
        return { status: 200, body: { token: tokens.at(-1) } }
      }),
      ...routes,
    ],
  })
  return {
    options: { baseUrl: server.url, secret, allowLoopback: true },
    faults: server.faults,
    requests: server.requests,
    secrets: () => [secret, ...tokens],
    close: () => server.close(),
  }
}

export const smallManifest: SmallManifest = {
  provider: smallProvider,
  start: () => startSmallFake(),
  call: (client, options) => client.methods.things.get({ id: '1' }, options),
}
