import { getEventListeners } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'

import { createVirtualClock } from '../../../src/testing/virtual-clock.ts'
import { createThings } from '../things.ts'

// Makes 100,000 calls with one signal, 100 at a time, and says what that left behind.
const AT_ONCE = 100
const warnings: string[] = []
process.on('warning', (warning) => warnings.push(warning.name))

const { signal } = new AbortController()
const client = createThings('https://things.example', {
  clock: createVirtualClock(),
  transport: {
    send: ({ path }) =>
      Promise.resolve({
        status: 200,
        headers: {},
        body: Buffer.from(path === '/login' ? '{"token":"a-token"}' : '{"id":"1"}'),
      }),
    close: () => Promise.resolve(),
  },
})

let mostListeners = 0
async function heapAfter(calls: number): Promise<number> {
  for (let done = 0; done < calls; done += AT_ONCE) {
    const pending = Array.from({ length: AT_ONCE }, () =>
      client.methods.things.get({ thingId: '1' }, { signal }),
    )
    mostListeners = Math.max(mostListeners, getEventListeners(signal, 'abort').length)
    await Promise.all(pending)
  }
  await nextTurn()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const first = await heapAfter(20_000)
const last = await heapAfter(80_000)
process.send?.({
  grownBytes: last - first,
  warnings,
  mostListeners,
  listeners: getEventListeners(signal, 'abort').length,
})
process.disconnect()
