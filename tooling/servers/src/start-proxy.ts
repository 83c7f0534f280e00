import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What becomes of bytes: they pass, they wait, or they vanish without a word. */
export type Passage = { readonly afterMs: number } | 'swallow'

export interface Proxy {
  readonly port: number
  /** The same URL as the server's, by way of the proxy. */
  readonly url: string
  /** Connections that were made so far. */
  readonly connections: number
  /** From now on, on every connection, both ways. */
  let(passage: Passage): void
  /** Ends every connection, and takes no new one. */
  down(): Promise<void>
  /** Listens again. */
  up(): Promise<void>
  /** Ends every connection; a new one may be made at once. */
  cut(): void
  close(): Promise<void>
}

/** A network between a client and a server that can be made bad. */
export async function startProxy(target: string): Promise<Proxy> {
  const { port: targetPort, hostname } = new URL(target)
  const sockets = new Set<Socket>()
  let passage: Passage = { afterMs: 0 }
  let connections = 0

  function pass(from: Socket, to: Socket): void {
    sockets.add(from)
    from.on('data', (data) => {
      const now = passage
      if (now === 'swallow') return
      // An unchanged delay keeps the order.
      if (now.afterMs === 0) to.write(data)
      else setTimeout(() => to.writable && to.write(data), now.afterMs)
    })
    from.on('error', () => from.destroy())
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
  }

  const server = createServer((client) => {
    connections += 1
    const upstream = connect(Number(targetPort), hostname)
    pass(client, upstream)
    pass(upstream, client)
  })
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  const url = new URL(target)
  url.host = `127.0.0.1:${port}`

  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  async function down(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve))
    cut()
    await closed
  }
  return {
    port,
    url: url.href,
    get connections() {
      return connections
    },
    let(next) {
      passage = next
    },
    down,
    up: () => listen(port),
    cut,
    close: () => (server.listening ? down() : Promise.resolve()),
  }
}
