import { spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { answersQuery } from './answers-query.ts'
import { freePort } from './free-port.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { reachableBinaries } from './reachable-binaries.ts'
import { runServer, type RunningServer } from './run-server.ts'

/** PostgreSQL does not run as root: then it is run as nobody. */
const NOBODY = 65_534

export interface PostgresServer extends RunningServer {
  readonly url: string
  readonly port: number
  /** Ends it without saying goodbye to anybody, and starts it again. */
  restart(): Promise<void>
  /** Ends it, and removes what it has kept. */
  close(): Promise<void>
}

/** A PostgreSQL of our own, in a temporary folder. */
export async function startPostgres(binaries = postgresBinaries()): Promise<PostgresServer> {
  if (binaries === undefined) throw new Error('no initdb and postgres in the PATH, and none from npm')
  const folder = mkdtempSync(join(tmpdir(), 'tenon-postgres-'))
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid)
  const options = { ...user, cwd: folder, env: { ...process.env, HOME: folder } }
  const { initdb, postgres } = reachableBinaries(binaries, folder, user)
  const data = join(folder, 'data')
  const made = spawnSync(
    initdb,
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...options, encoding: 'utf8' },
  )
  if (made.status !== 0) {
    rmSync(folder, { recursive: true })
    throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`)
  }
  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 50 }
  const parameters = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const run = (): Promise<RunningServer> =>
    runServer(postgres, ['-D', data, ...parameters], options, () => answersQuery(url))
  let running = await run()
  /** `SIGQUIT` is what `pg_ctl stop -m immediate` sends: a SIGKILL would leave its children behind. */
  const stop = (signal: NodeJS.Signals = 'SIGQUIT'): Promise<void> => running.stop(signal)
  return {
    get child() {
      return running.child
    },
    url,
    port,
    stop,
    async restart() {
      await stop()
      running = await run()
    },
    async close() {
      await stop()
      rmSync(folder, { recursive: true })
    },
  }
}
