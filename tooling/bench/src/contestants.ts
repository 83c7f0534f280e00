import { createClient, defineOperation, defineProvider, loginCredential } from '@tenon/core'
import { Pool, request } from 'undici'
import { z } from 'zod'

export const CONNECTIONS = 64

/** One way to make a call; resolves when the checked result is there. */
export interface Contestant {
  readonly name: string
  call(): Promise<unknown>
  close(): Promise<void>
}

const item = z.looseObject({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  amount: z.number(),
  denominations: z.array(z.number()),
  tags: z.array(z.string()),
})
const list = z.looseObject({ data: z.array(item), nextCursor: z.string().nullable() })

/** What a careful engineer writes by hand without a framework: no token life cycle, no retries, no deadline. */
export function rawUndici(origin: string): Contestant {
  const pool = new Pool(origin, { connections: CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 })
  return {
    name: 'undici.request() + body.json()',
    async call() {
      const { statusCode, body } = await request(`${origin}/v1/products`, {
        dispatcher: pool,
        headers: { authorization: 'Bearer token', accept: 'application/json' },
      })
      if (statusCode !== 200) throw new Error(`answered ${statusCode}`)
      return list.parse(await body.json())
    },
    close: () => pool.close(),
  }
}

/** The whole pipeline: token life cycle, request id, deadline, retry loop, journal, JSON, schema. */
export function tenon(origin: string): Contestant {
  const operation = defineOperation({
    id: 'products.list',
    method: 'GET',
    path: '/v1/products',
    response: list,
  })
  const provider = defineProvider({
    name: 'bench',
    specVersion: 'v1',
    config: z.strictObject({ baseUrl: z.string() }),
    environment: {},
    origin: (config) => config.baseUrl,
    auth: (_config, { clock, random, logger }) =>
      loginCredential({
        clock,
        random,
        logger,
        credential: () => 'id',
        identify: (id) => [id],
        issue: () => Promise.resolve({ value: 'token', lifetimeSeconds: 3600 }),
      }),
    operations: { products: { list: operation } },
  })
  const client = createClient(provider, { baseUrl: origin, allowLoopback: true })
  return { name: 'tenon', call: () => client.methods.products.list(), close: () => client.close() }
}
