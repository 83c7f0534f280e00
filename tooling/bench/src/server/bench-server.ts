import { createServer } from 'node:net'

import { productListJson } from './product-list-json.ts'

/**
 * Answers every request on a connection with the same JSON, as fast as a socket allows, so that the client is
 * what is measured. It understands just enough HTTP: requests without a body.
 */
const body = productListJson(Number(process.argv[2]))
const response = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: keep-alive\r\n\r\n${body}`,
)

const server = createServer((socket) => {
  let tail = ''
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    const parts = (tail + chunk.toString('latin1')).split('\r\n\r\n')
    tail = parts.pop() ?? ''
    for (let count = parts.length; count > 0; count -= 1) socket.write(response)
  })
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('disconnect', () => process.exit())
