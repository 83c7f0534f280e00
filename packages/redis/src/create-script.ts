import { createHash } from 'node:crypto'

import type { RedisClient } from './redis-client.ts'

/** Runs on one key, in one atomic step. */
export type Script = (key: string, parameters: readonly string[]) => Promise<unknown>

/** The script is sent once; after that its hash is, until the server has forgotten it. */
export function createScript(client: RedisClient, text: string): Script {
  const sha1 = createHash('sha1').update(text).digest('hex')

  function run(method: 'text' | 'hash', key: string, parameters: readonly string[]): Promise<unknown> {
    if ('evalSha' in client) {
      const options = { keys: [key], arguments: [...parameters] }
      return method === 'hash' ? client.evalSha(sha1, options) : client.eval(text, options)
    }
    return method === 'hash'
      ? client.evalsha(sha1, 1, key, ...parameters)
      : client.eval(text, 1, key, ...parameters)
  }

  return async (key, parameters) => {
    try {
      return await run('hash', key, parameters)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return run('text', key, parameters)
    }
  }
}
