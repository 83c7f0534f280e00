import { afterEach, expect, test } from 'vitest'

import { createUndiciTransport } from '../../src/transport/undici-transport.ts'
import { startBench, type Bench } from '../support/things.ts'

let bench: Bench
afterEach(() => bench.close())

test('a login does not queue behind the calls that wait for it', async () => {
  const transport = createUndiciTransport({ connections: 1 })
  let release = (): void => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  bench = await startBench({
    client: { transport },
    get: async (request) => {
      if (request.headers['authorization'] === 'Bearer token-1') return { status: 401 }
      await held
      return { status: 200, body: { id: request.parameters.thingId } }
    },
  })
  const pending = Array.from({ length: 50 }, (_, index) =>
    bench.client.methods.things.get({ thingId: `${index}` }),
  )
  await expect.poll(() => bench.logins()).toBe(2)
  release()
  await Promise.all(pending)
  expect(bench.logins()).toBe(2)
  await transport.close()
})
