import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface RawServer {
  readonly url: string
  /** What is written for the next requests; decides about the connection, too. */
  answer: (socket: Socket, count: number) => void
  /** Requests seen. */
  readonly count: number
  close(): Promise<void>
}

/** Answers with bytes of the test's choice: for what no HTTP library would write. */
export async function startRawServer(): Promise<RawServer> {
  const sockets = new Set<Socket>()
  const state = { answer: (socket: Socket, _count: number) => void socket.destroy(), count: 0 }
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      for (const _ of chunk.toString('latin1').matchAll(/\r\n\r\n/g)) state.answer(socket, (state.count += 1))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  })
}
