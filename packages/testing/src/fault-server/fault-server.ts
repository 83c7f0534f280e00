import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

import { wireFaults, type WireAnswer, type WireFault } from './wire-faults.ts'
import { readWireRequests, type WireRequest } from './wire-request.ts'

/** The first byte of who expects TLS here: told what servers of plain HTTP tell. */
const TLS_HANDSHAKE = 0x16

/** A server on loopback that writes what no HTTP library would write. */
export interface FaultServer extends AsyncDisposable {
  /** `http://127.0.0.1:port` */
  readonly url: string
  /** Chooses what requests meet from now on. Healthy at first. */
  use(fault: WireFault | WireAnswer): Promise<void>
  /** Every request since the start that arrived whole, in order. */
  readonly requests: readonly WireRequest[]
  /** Bytes that were written so far, and taken or buffered on the way. */
  readonly bytesWritten: number
  /** Connections that the other side has not given up. */
  readonly openConnections: number
  close(): Promise<void>
}

/**
 * Starts a server with a switch for every fault of the wire.
 *
 * @example
 * ```ts run
 * import assert from 'node:assert/strict'
 *
 * import { startFaultServer } from '@tenon/testing'
 *
 * await using server = await startFaultServer()
 * await server.use('cuts a body with a length')
 * const answer = await fetch(`${server.url}/orders`)
 * await assert.rejects(answer.text())
 * assert.equal(server.requests[0]?.path, '/orders')
 * ```
 */
export async function startFaultServer(): Promise<FaultServer> {
  const sockets = new Set<Socket>()
  const requests: WireRequest[] = []
  let answer: WireAnswer = wireFaults.healthy.answer
  let connections = 0
  let bytesOfEnded = 0

  function accept(socket: Socket): void {
    const connection = (connections += 1)
    let pending = Buffer.alloc(0)
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      bytesOfEnded += socket.bytesWritten
    })
    socket.on('data', (chunk: Buffer) => {
      if (chunk[0] === TLS_HANDSHAKE) return void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
      const read = readWireRequests(Buffer.concat([pending, chunk]), connection)
      pending = Buffer.from(read.rest)
      for (const request of read.requests) {
        requests.push(request)
        answer(socket, request)
      }
    })
  }

  function hangUp(): void {
    for (const socket of sockets) socket.destroy()
  }

  let server: Server | undefined = await listen(accept, 0)
  const { port } = server.address() as AddressInfo

  async function stop(): Promise<void> {
    const running = server
    server = undefined
    if (running === undefined) return
    const stopped = new Promise<void>((resolve) => running.close(() => resolve()))
    hangUp()
    await stopped
  }

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async use(fault) {
      if (fault === 'refused') return stop()
      answer = typeof fault === 'function' ? fault : wireFaults[fault].answer
      server ??= await listen(accept, port)
    },
    get bytesWritten() {
      return [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, bytesOfEnded)
    },
    get openConnections() {
      return [...sockets].filter((socket) => !socket.destroyed && !socket.readableEnded).length
    },
    close: stop,
    [Symbol.asyncDispose]: stop,
  }
}

function listen(accept: (socket: Socket) => void, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: false }, accept)
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
