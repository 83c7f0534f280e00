import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export interface BenchServer {
  readonly origin: string
  close(): void
}

/** Starts the server in a process of its own; it ends with this one at the latest. */
export async function startServer(bytes: number): Promise<BenchServer> {
  const server = fork(new URL('bench-server.ts', import.meta.url), [String(bytes)])
  const [address] = (await once(server, 'message')) as [AddressInfo]
  return { origin: `http://127.0.0.1:${address.port}`, close: () => server.disconnect() }
}
