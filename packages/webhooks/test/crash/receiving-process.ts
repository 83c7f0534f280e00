// A process of its own, to be killed: receives into the file that it is given, and tells its parent its URL.
import { createReceiver, createWebhookServer } from '../../src/index.ts'
import { createSqliteInbox } from '../../src/sqlite/index.ts'
import { TOKEN, TOKEN_PATH } from '../support/deliveries.ts'
import { tokenWebhook } from '../support/webhooks.ts'

const inbox = createSqliteInbox({ path: String(process.argv[2]) })
const receiver = createReceiver({
  inbox,
  sources: [{ path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: TOKEN }],
})
const url = await createWebhookServer(receiver).listen()
process.on('disconnect', () => process.exit())
process.send?.(url)
