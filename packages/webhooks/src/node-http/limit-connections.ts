import type { Server } from 'node:http'

import { networkOf } from './network-of.ts'

/** Closes connections beyond `max` from one address, so that one sender cannot take the places of all. */
export function limitConnections(server: Server, max: number): void {
  const open = new Map<string, number>()
  server.on('connection', (socket) => {
    const { remoteAddress } = socket
    // Gone before it was looked at.
    if (remoteAddress === undefined) return
    const network = networkOf(remoteAddress)
    const count = open.get(network) ?? 0
    if (count >= max) {
      socket.destroy()
      return
    }
    open.set(network, count + 1)
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1
      if (left === 0) open.delete(network)
      else open.set(network, left)
    })
  })
}
