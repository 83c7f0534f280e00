import { z } from 'zod'

import { loginCredential } from '../../src/auth/login-credential.ts'
import type { ClientOptions } from '../../src/client/client-options.ts'
import { createClient } from '../../src/client/create-client.ts'
import { defineOperation } from '../../src/declare/operation.ts'
import { defineProvider } from '../../src/declare/provider.ts'
import type { FakeHandler } from '../../src/testing/fake-server/fake-route.ts'
import { routeOf } from '../../src/testing/fake-server/fake-route.ts'
import { startFakeServer, type FakeServer } from '../../src/testing/fake-server/fake-server.ts'

/** A small vendor with a login, for tests of the pipeline. */
const thing = z.looseObject({ id: z.string() })

export const login = defineOperation({
  id: 'auth.login',
  method: 'POST',
  path: '/login',
  body: z.strictObject({ secret: z.string() }),
  response: z.looseObject({ token: z.string(), expires: z.unknown().optional() }),
  idempotent: true,
})
export const getThing = defineOperation({
  id: 'things.get',
  method: 'GET',
  path: '/things/{thingId}',
  query: z.strictObject({ fields: z.array(z.string()).optional(), full: z.boolean().optional() }),
  response: thing,
})
export const listThings = defineOperation({
  id: 'things.list',
  method: 'GET',
  path: '/things',
  query: z.strictObject({ page: z.number().int().positive().optional() }),
  response: z.looseObject({ data: z.array(thing), more: z.boolean() }),
  paging: {
    items: (output) => output.data,
    identify: (item) => item.id,
    next: ({ input, output }) => (output.more ? { page: (input.page ?? 1) + 1 } : undefined),
  },
})
export const createThing = defineOperation({
  id: 'things.create',
  method: 'POST',
  path: '/things',
  body: z.strictObject({ name: z.string().min(1) }),
  response: thing,
})

export const things = defineProvider({
  name: 'things',
  specVersion: 'v1',
  config: z.strictObject({ baseUrl: z.string(), secret: z.string().min(1, 'is empty') }),
  environment: { secret: 'THINGS_SECRET' },
  origin: (config) => config.baseUrl,
  auth: (config, kit) =>
    loginCredential({
      ...kit,
      credential: () => config.secret,
      identify: (secret) => [secret],
      async issue(secret, signal) {
        const answer = await kit.login(login, { body: { secret } }, signal)
        return { value: answer.token, lifetimeSeconds: answer.expires }
      },
    }),
  operations: { things: { get: getThing, list: listThings, create: createThing } },
})

export interface Bench {
  readonly fake: FakeServer
  readonly client: ReturnType<typeof createThings>
  readonly logins: () => number
  /** The token that the vendor takes now; change it to revoke. */
  valid: (token: string | undefined) => boolean
  close(): Promise<void>
}

export function createThings(baseUrl: string, options: ClientOptions = {}) {
  return createClient(things, { baseUrl, secret: 's3cret', allowLoopback: true, ...options })
}

export interface BenchOptions {
  readonly get?: FakeHandler<'thingId'>
  readonly list?: FakeHandler
  readonly create?: FakeHandler
  readonly client?: ClientOptions
}

/** The vendor and a client of it, over real HTTP. */
export async function startBench(options: BenchOptions = {}): Promise<Bench> {
  let issued = 0
  const bench = { valid: (token: string | undefined) => token !== undefined }
  const fake = await startFakeServer({
    admit: (request, route) =>
      route?.id === 'auth.login' || bench.valid(request.headers['authorization']?.slice('Bearer '.length))
        ? undefined
        : { status: 401, body: { message: 'no' } },
    routes: [
      routeOf(login, () => ({ status: 200, body: { token: `token-${++issued}`, expires: 3600 } })),
      routeOf(
        getThing,
        options.get ?? ((request) => ({ status: 200, body: { id: request.parameters.thingId } })),
      ),
      routeOf(listThings, options.list ?? (() => ({ status: 200, body: { data: [], more: false } }))),
      routeOf(createThing, options.create ?? (() => ({ status: 201, body: { id: 'new' } }))),
    ],
  })
  const client = createThings(fake.url, { retry: { baseDelayMs: 5 }, ...options.client })
  return Object.assign(bench, {
    fake,
    client,
    logins: () => fake.requests.filter((request) => request.operation === 'auth.login').length,
    async close() {
      await client.close()
      await fake.close()
    },
  })
}
