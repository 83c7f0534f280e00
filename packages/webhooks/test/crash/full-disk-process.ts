// A process of its own, whose files cannot grow beyond a limit: receives until the disk is full, and tells what it answered.
import { createReceiver } from '../../src/index.ts'
import { createSqliteInbox } from '../../src/sqlite/index.ts'
import { envelope, TOKEN, TOKEN_PATH, withToken } from '../support/deliveries.ts'
import { tokenWebhook } from '../support/webhooks.ts'

// Without a listener the signal would end the process; with one, the write fails.
process.on('SIGXFSZ', () => {})
const inbox = createSqliteInbox({ path: String(process.argv[2]) })
const receiver = createReceiver({
  inbox,
  sources: [{ path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: TOKEN }],
})
const accepted: string[] = []
let refusal: Response | undefined
for (let index = 0; refusal === undefined && index < 10_000; index += 1) {
  const response = await receiver(withToken(envelope(String(index), { note: 'x'.repeat(50_000) })))
  if (response.status === 200) accepted.push(String(index))
  else refusal = response
}
console.log(
  JSON.stringify({ accepted, status: refusal?.status, retryAfter: refusal?.headers.get('retry-after') }),
)
process.exit()
