import { connect, createServer, type Server } from 'node:net'

/** Gives each connection to the next of the ports on this machine that takes it: the plainest of load balancers. */
export function spreadConnections(ports: readonly number[]): Server {
  let turn = 0
  return createServer((incoming) => {
    const attempt = (left: number): void => {
      const port = ports[turn++ % ports.length] as number
      const outgoing = connect(port, '127.0.0.1')
      const giveUp = (): void => {
        outgoing.destroy()
        if (left > 1) attempt(left - 1)
        else incoming.destroy()
      }
      outgoing.once('error', giveUp)
      outgoing.once('connect', () => {
        outgoing.off('error', giveUp)
        outgoing.on('error', () => incoming.destroy())
        incoming.on('error', () => outgoing.destroy())
        incoming.pipe(outgoing).pipe(incoming)
      })
    }
    incoming.on('error', () => {})
    attempt(ports.length)
  })
}
