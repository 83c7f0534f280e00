// Both vendors' stand-ins as one process of their own, for several copies of the app to share:
//   node --conditions=@tenon/source tools/fakes.ts --books .tenon/shared --port 8101 --copies 8111,8112
// MasonHub's is at the port, Hubble's at the next one. Callbacks go to the one after that, which spreads them over the
// ports of the copies. What the app needs in its environment is printed, a NAME=value a line.
import { mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'

import { callbackUrl } from '../src/callback-paths.ts'
import { startFakes } from '../src/vendors/start-fakes.ts'
import { spreadConnections } from './spread-connections.ts'

const { values } = parseArgs({
  options: {
    books: { type: 'string' },
    port: { type: 'string', default: '0' },
    copies: { type: 'string', default: '' },
    /** Writes MasonHub's token there, for `MASONHUB_TOKEN_FILE`. */
    'token-file': { type: 'string' },
    'client-secret': { type: 'string' },
    'webhook-secret': { type: 'string' },
  },
})
if (values.books === undefined) throw new Error('--books is missing: the beginning of the files of the books')
const port = Number(values.port)
const after = (places: number): number => (port === 0 ? 0 : port + places)
mkdirSync(dirname(values.books), { recursive: true })

const fakes = await startFakes({
  books: values.books,
  masonhub: { port },
  hubble: {
    port: after(1),
    ...(values['client-secret'] !== undefined && { clientSecret: values['client-secret'] }),
    ...(values['webhook-secret'] !== undefined && { webhookSecret: values['webhook-secret'] }),
  },
})
const balancer = spreadConnections(values.copies.split(',').map(Number))
await new Promise<void>((resolve) => balancer.listen(after(2), '127.0.0.1', resolve))
const callbacks = `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`
fakes.hubble.settings.webhooks = { order: callbackUrl(callbacks, 'hubble') }
const { masonhub, hubble } = fakes
const token = masonhub.issueToken()
if (values['token-file'] !== undefined) writeFileSync(values['token-file'], token)
const environment = {
  MASONHUB_ENVIRONMENT: 'sandbox',
  MASONHUB_ACCOUNT: masonhub.accountSlug,
  MASONHUB_TOKEN: token,
  MASONHUB_BASE_URL: masonhub.url,
  MASONHUB_WEBHOOK_TOKEN: 'a-token-for-stand-ins',
  HUBBLE_ENVIRONMENT: hubble.account.environment,
  HUBBLE_CLIENT_ID: hubble.account.auth.clientId,
  HUBBLE_CLIENT_SECRET: hubble.account.auth.clientSecret,
  HUBBLE_BASE_URL: hubble.url,
  HUBBLE_WEBHOOK_SECRET: hubble.webhookSecret,
  TENON_ALLOW_LOOPBACK: '1',
}
const product = hubble.products.find(
  ({ status, amountRestrictions }) => status === 'ACTIVE' && amountRestrictions?.denominations?.includes(500),
)
const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
process.stdout.write(
  `${lines.join('\n')}\n# --product ${product?.id ?? 'none'} --callback-url ${callbacks}\n`,
)

function stop(): void {
  balancer.close()
  void fakes[Symbol.asyncDispose]().then(() => process.exit(0))
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
