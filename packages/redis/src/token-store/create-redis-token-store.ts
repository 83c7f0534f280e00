import { ConfigurationError, type TokenStep, type TokenStore } from '@tenon/core'

import { createScript } from '../create-script.ts'
import type { RedisClient } from '../redis-client.ts'
import { TOKEN_SCRIPT } from './token-script.ts'

export interface RedisTokenStoreOptions {
  /** A client of `redis` or `ioredis`. You connect it, listen to its errors, and close it. */
  readonly client: RedisClient
  /** Stands before every key. Default none: keys begin with `tenon:` as it is. */
  readonly prefix?: string
}

/**
 * Keeps the tokens of a fleet in Redis (5 or later) or Valkey. Each command is one atomic script on one key. Opens no
 * connection of its own.
 *
 * @throws ConfigurationError when the client is neither of `redis` nor like one of `ioredis`
 */
export function createRedisTokenStore(options: RedisTokenStoreOptions): TokenStore {
  const { client, prefix = '' } = options
  if (typeof client !== 'object' || !('evalSha' in client || 'evalsha' in client)) {
    const message = 'createRedisTokenStore: option "client" must be a client of redis or ioredis'
    throw new ConfigurationError({ message, option: 'client' })
  }
  const script = createScript(client, TOKEN_SCRIPT)
  const run = (key: string, ...parameters: (string | number)[]): Promise<unknown> =>
    script(prefix + key, parameters.map(String))

  return {
    step: async (key, seen, leaseMs) =>
      readStep((await run(key, 'step', leaseMs, ...(seen === undefined ? [] : [seen]))) as string[]),
    // As text: clients differ in how they take and give bytes.
    put: async (key, fence, { id, sealed, lifeMs }) =>
      Number(await run(key, 'put', fence, id, Buffer.from(sealed).toString('base64'), lifeMs)) === 1,
    fail: async (key, fence, { code, forMs }) => Number(await run(key, 'fail', fence, code, forMs)) === 1,
  }
}

function readStep([state, ...values]: readonly unknown[]): TokenStep {
  switch (state) {
    case 'adopt': {
      const [id, sealed, ageMs] = values
      return { state, id: String(id), sealed: Buffer.from(String(sealed), 'base64'), ageMs: Number(ageMs) }
    }
    case 'failed':
      return { state, code: String(values[0]), remainingMs: Number(values[1]) }
    case 'leased':
      return { state, fence: Number(values[0]), failures: Number(values[1]) }
    default:
      return { state: 'wait' }
  }
}
