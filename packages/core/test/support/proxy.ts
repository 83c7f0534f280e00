import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Proxy {
  readonly url: string
  /** Connections made by the client so far. */
  readonly connections: number
  /** Those that it has not closed. */
  readonly open: number
  /** From now on nothing passes on the connections that are open, either way, and nobody is told. */
  swallow(): void
  close(): Promise<void>
}

/** Stands between a client and a server, and can turn into a network that lost a peer: no FIN, no RST, no bytes. */
export async function startProxy(target: string): Promise<Proxy> {
  const pairs = new Set<{ client: Socket; upstream: Socket }>()
  let connections = 0
  const server = createServer((client) => {
    connections += 1
    const upstream = connect(Number(new URL(target).port), '127.0.0.1')
    const pair = { client, upstream }
    pairs.add(pair)
    client.pipe(upstream).pipe(client)
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
    client.on('close', () => {
      pairs.delete(pair)
      upstream.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections
    },
    get open() {
      return pairs.size
    },
    swallow() {
      for (const { client, upstream } of pairs) {
        client.unpipe(upstream)
        upstream.unpipe(client)
        client.resume()
        upstream.resume()
      }
    },
    async close() {
      for (const { client } of pairs) client.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
