import { env } from 'node:process'

import { answersPing } from './answers-ping.ts'
import type { Found } from './found.ts'
import { redisBinary, startRedis } from './start-redis.ts'

const LOCAL = 'redis://127.0.0.1:6379'

let found: Promise<Found> | undefined

/** `TENON_REDIS_URL`; else the one on this machine's usual port; else one of our own, from the PATH. */
export function findRedis(): Promise<Found> {
  return (found ??= find())
}

async function find(): Promise<Found> {
  const given = env['TENON_REDIS_URL']
  if (given !== undefined) return { url: given }
  if (await answersPing(Number(new URL(LOCAL).port))) return { url: LOCAL }
  if (redisBinary() !== undefined) return { url: (await startRedis()).url }
  return {
    missing: `no Redis: TENON_REDIS_URL is not set, ${LOCAL} is not there, no redis-server in the PATH`,
  }
}
