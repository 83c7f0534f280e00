// A process of its own, as somebody would run it: receives and handles in the file that it is given, until SIGTERM.
import { setTimeout as delay } from 'node:timers/promises'

import { createReceiver, createWebhookServer, createWorker } from '../../src/index.ts'
import { createSqliteInbox } from '../../src/sqlite/index.ts'
import { TOKEN, TOKEN_PATH } from '../support/deliveries.ts'
import { tokenWebhook } from '../support/webhooks.ts'

const inbox = createSqliteInbox({ path: String(process.argv[2]) })
inbox.transact((transaction) => transaction.run('CREATE TABLE IF NOT EXISTS effects (id TEXT, attempt)'))
const receiver = createReceiver({
  inbox,
  sources: [{ path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: TOKEN }],
})
const worker = createWorker({
  inbox,
  async handle({ id = '' }, { attempt, commit }) {
    await delay(20)
    await commit((transaction) => {
      transaction.run('INSERT INTO effects VALUES (?, ?)', id, attempt)
    })
  },
})
worker.start()
const server = createWebhookServer(receiver)
process.once('SIGTERM', () => void stop())
const onParentGone = () => process.exit(1)
process.on('disconnect', onParentGone)
process.send?.(await server.listen())

async function stop(): Promise<void> {
  // A second one ends the process at once.
  await server.close()
  await worker.stop()
  await inbox.close()
  process.off('disconnect', onParentGone).disconnect()
}
