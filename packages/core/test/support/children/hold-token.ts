import { createThings } from '../things.ts'

// Holds a token, and calls when it is told to. Its wall clock can be moved, as a correction of the machine's is.
const [baseUrl = ''] = process.argv.slice(2)
const client = createThings(baseUrl)
const wall = Date.now

process.on('message', (message: { call: string } | { shiftWallMs: number } | 'end') => {
  if (message === 'end') return void client.close().then(() => process.disconnect())
  if ('shiftWallMs' in message) {
    Date.now = () => wall() + message.shiftWallMs
    return void process.send?.({ shifted: true })
  }
  client.methods.things.get({ thingId: message.call }).then(
    ({ id }) => process.send?.({ id }),
    (error: Error) => process.send?.({ failed: error.message }),
  )
})
process.send?.({ ready: true })
