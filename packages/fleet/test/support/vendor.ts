import {
  createClient,
  defineOperation,
  defineProvider,
  loginCredential,
  type ClientOptions,
} from '@tenon/core'
import { routeOf, startFakeServer } from '@tenon/core/testing'
import { z } from 'zod'

const login = defineOperation({
  id: 'auth.login',
  method: 'POST',
  path: '/login',
  body: z.strictObject({ secret: z.string() }),
  response: z.looseObject({ token: z.string(), expires: z.unknown() }),
  idempotent: true,
})
const getThing = defineOperation({
  id: 'things.get',
  method: 'GET',
  path: '/things/{thingId}',
  response: z.looseObject({ id: z.string() }),
})

/** A small vendor with a login. */
const vendor = defineProvider({
  name: 'vendor',
  specVersion: 'v1',
  config: z.strictObject({ baseUrl: z.string(), secret: z.string() }),
  environment: {},
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
  operations: { things: { get: getThing } },
})

export function createVendor(baseUrl: string, options: ClientOptions = {}) {
  return createClient(vendor, { baseUrl, secret: 's3cret', allowLoopback: true, ...options })
}

/** The vendor, over real HTTP. */
export async function startVendor() {
  let issued = 0
  const bench = { refuses: (_token: string | undefined) => false }
  const fake = await startFakeServer({
    admit: (request, route) =>
      route?.id !== 'auth.login' && bench.refuses(request.headers['authorization']?.slice('Bearer '.length))
        ? { status: 401, body: { message: 'no' } }
        : undefined,
    routes: [
      routeOf(login, () => ({ status: 200, body: { token: `token-${++issued}`, expires: 3600 } })),
      routeOf(getThing, (request) => ({ status: 200, body: { id: request.parameters.thingId } })),
    ],
  })
  return Object.assign(bench, {
    url: fake.url,
    logins: () => fake.requests.filter((request) => request.operation === 'auth.login').length,
    close: () => fake.close(),
  })
}
