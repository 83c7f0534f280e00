import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import type { ClientOptions } from '../../src/client/client-options.ts'
import { createClient } from '../../src/client/create-client.ts'
import type { FakeAnswer } from '../../src/testing/fake-server/fake-route.ts'
import { routeOf } from '../../src/testing/fake-server/fake-route.ts'
import { startFakeServer, type FakeServer } from '../../src/testing/fake-server/fake-server.ts'
import { createUndiciTransport } from '../../src/transport/undici-transport.ts'
import { getThing, login, things } from '../support/things.ts'

const ENVIRONMENTS = ['sandbox', 'production'] as const
const SECRETS = ['secret-of-one', 'secret-of-two'] as const
const numRuns = 200

/** One account of the vendor, in one of its environments. */
interface Account {
  readonly environment: (typeof ENVIRONMENTS)[number]
  readonly secret: string
}

const accounts: readonly Account[] = ENVIRONMENTS.flatMap((environment) =>
  SECRETS.map((secret) => ({ environment, secret })),
)
const nameOf = ({ environment, secret }: Account): string => `${environment}/${secret}`

/** What the vendor does to an account's calls; by account. */
const trouble = new Map<string, FakeAnswer>()
const revoked = new Set<string>()
const transport = createUndiciTransport({ connections: 4 })
const vendors = new Map<string, FakeServer>()
let logins: string[]
let strays: string[]

/** The environments share nothing but the form of their tokens, which tells whose they are. */
async function startVendor(environment: Account['environment']): Promise<FakeServer> {
  let issued = 0
  return startFakeServer({
    routes: [
      routeOf(login, ({ body }) => {
        const account = `${environment}/${(body as { secret: string }).secret}`
        logins.push(account)
        return { status: 200, body: { token: `${account}/${(issued += 1)}`, expires: 3_600 } }
      }),
      routeOf(getThing, ({ headers, parameters }) => {
        const token = headers['authorization']?.slice('Bearer '.length) ?? ''
        const expected = `${environment}/${decodeURIComponent(parameters.thingId)}`
        if (!token.startsWith(`${expected}/`)) strays.push(`${expected} was asked for with ${token}`)
        if (revoked.has(token)) return { status: 401 }
        return trouble.get(expected) ?? { status: 200, body: { id: token } }
      }),
    ],
  })
}

function connect({ environment, secret }: Account, options: ClientOptions = {}) {
  const baseUrl = (vendors.get(environment) as FakeServer).url
  const client = createClient(things, { baseUrl, secret, allowLoopback: true, transport, ...options })
  return { close: () => client.close(), call: () => client.methods.things.get({ thingId: secret }) }
}

beforeAll(async () => {
  for (const environment of ENVIRONMENTS) vendors.set(environment, await startVendor(environment))
})
beforeEach(() => {
  logins = []
  strays = []
  trouble.clear()
  revoked.clear()
})
afterAll(async () => {
  await transport.close()
  for (const vendor of vendors.values()) await vendor.close()
})

const oneAccount = fc.nat({ max: accounts.length - 1 })
const event = fc.record({
  kind: fc.constantFrom(
    'call' as const,
    'call' as const,
    'call' as const,
    'revoke' as const,
    'turn' as const,
  ),
  account: oneAccount,
})

test('whatever the order of calls and revoked tokens, no account is ever asked for with the token of another', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), async (events) => {
      logins = []
      const clients = accounts.map((account) => connect(account, { retry: { retries: 0 } }))
      const latest = new Map<number, string>()
      const pending: Promise<unknown>[] = []
      for (const { kind, account } of events) {
        if (kind === 'turn') await Promise.all(pending)
        else if (kind === 'revoke') revoked.add(latest.get(account) ?? '')
        else {
          const call = (clients[account] as (typeof clients)[number]).call()
          pending.push(
            call.then(
              ({ id }) => latest.set(account, id),
              () => {},
            ),
          )
        }
      }
      await Promise.all(pending)
      await Promise.all(clients.map(({ close }) => close()))
      expect(strays).toEqual([])
      expect(
        [...latest].filter(([account, id]) => !id.startsWith(nameOf(accounts[account] as Account))),
      ).toEqual([])
      // Each account logs in for itself: as often as it had to, and no account that was not called.
      const called = new Set(events.filter(({ kind }) => kind === 'call').map(({ account }) => account))
      expect(new Set(logins)).toEqual(
        new Set([...called].map((account) => nameOf(accounts[account] as Account))),
      )
    }),
    { numRuns },
  )
}, 120_000)

test.each<[string, ClientOptions, FakeAnswer | undefined, number]>([
  ['a pause that the vendor asked for', {}, { status: 429, headers: { 'retry-after': '3600' } }, 1],
  ['a rate limit', { rateLimits: { default: { requests: 1, perMs: 3_600_000 } } }, undefined, 2],
  ['a retry budget', { retry: { baseDelayMs: 1, maxDelayMs: 1 } }, { status: 503 }, 12],
  ['a budget of logins', { retry: { retries: 0 } }, { status: 401 }, 6],
])('%s that one account has used up is felt by that account alone', async (_, options, answer, calls) => {
  const clients = accounts.map((account) => ({ account, client: connect(account, options) }))
  const [spent, ...others] = clients as [(typeof clients)[number], ...typeof clients]
  if (answer !== undefined) trouble.set(nameOf(spent.account), answer)
  const outcomes = await Promise.allSettled(Array.from({ length: calls }, () => spent.client.call()))
  expect(outcomes.at(-1)).toMatchObject({ status: 'rejected' })
  for (const { account, client } of others) {
    const pending = client.call()
    expect(await pending).toMatchObject({ id: expect.stringContaining(nameOf(account)) as unknown })
    expect(pending.call.attempts).toMatchObject([{ status: 200, queuedMs: 0 }])
  }
  await Promise.all(clients.map(({ client }) => client.close()))
  expect(strays).toEqual([])
})

test('retries that one account has spent are there for another', async () => {
  const [first, second] = accounts as readonly [Account, Account]
  const options = { retry: { retries: 1, baseDelayMs: 1 } }
  const [spent, other] = [connect(first, options), connect(second, options)]
  trouble.set(nameOf(first), { status: 503 })
  const pending = Array.from({ length: 20 }, () => spent.call())
  await Promise.allSettled(pending)
  expect(pending.filter(({ call }) => call.attempts.length === 1).length).toBeGreaterThan(5)
  await other.call()
  ;(vendors.get(second.environment) as FakeServer).faults.add({
    fault: { kind: 'answer', answer: { status: 503 } },
    operation: 'things.get',
    times: 1,
  })
  const retried = other.call()
  await retried
  expect(retried.call.attempts.map(({ status }) => status)).toEqual([503, 200])
  await Promise.all([spent.close(), other.close()])
})

test('a credential that the vendor refuses to one account is not held against another', async () => {
  const [first, second] = accounts as readonly [Account, Account]
  const vendor = vendors.get(first.environment) as FakeServer
  const remove = vendor.faults.add({
    fault: { kind: 'answer', answer: { status: 401 } },
    operation: 'auth.login',
  })
  const refused = connect(first)
  await expect(refused.call()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  remove()
  // The refusal is remembered for the one, and does not concern the other.
  await expect(refused.call()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  const welcome = connect(second)
  expect((await welcome.call()).id).toContain(nameOf(second))
  expect(logins).toEqual([nameOf(second)])
  await Promise.all([refused.close(), welcome.close()])
})
