import { parentPort, workerData } from 'node:worker_threads'

import { startMasonHubFake } from '../src/testing/index.ts'

/*
 * A fake in a thread of its own, so that what it keeps does not count as the client's memory. Of its requests to
 * create SKUs some are dropped before they are looked at, some after.
 */

const { dropProbability, seed } = workerData as { dropProbability: number; seed: number }
const fake = await startMasonHubFake({ seed })
for (const kind of ['drop-before', 'drop-after'] as const) {
  fake.faults.add({ fault: { kind }, operation: 'skus.create', probability: dropProbability / 2 })
}

parentPort?.postMessage({ options: fake.clientOptions() })
parentPort?.once('message', async () => {
  const identifiers = [...fake.skus.values()].map(({ customer_identifier }) => customer_identifier)
  parentPort?.postMessage({ identifiers, faults: fake.faults.happened })
  await fake.close()
  parentPort?.close()
})
