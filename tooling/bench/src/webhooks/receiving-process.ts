// A process of its own: a receiver over the inbox that its argument names, beside a worker if the second says so.
import { createReceiver, createWebhookServer, createWorker } from '@tenon/webhooks'

import { BENCH_PATH, BENCH_TOKEN, benchWebhook } from './bench-webhook.ts'
import { webhookStores } from './webhook-stores.ts'

const open = webhookStores[String(process.argv[2])]
if (open === undefined) throw new Error(`there is no inbox of this name: ${process.argv[2]}`)
const { inbox, close } = await open()
const receiver = createReceiver({
  inbox,
  sources: [{ path: BENCH_PATH, webhook: benchWebhook, account: 'bench', secrets: BENCH_TOKEN }],
})
const worker = createWorker({ inbox, handle: async (_message, { commit }) => commit(() => {}) })
if (process.argv[3] === 'handling') worker.start()
const server = createWebhookServer(receiver)
process.send?.(await server.listen())
process.on('disconnect', () => void stop())

async function stop(): Promise<void> {
  await server.close({ graceMs: 100 })
  await worker.stop({ graceMs: 1_000 })
  await close()
}
