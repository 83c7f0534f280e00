import { staticCredential } from '../../../src/auth/static-credential.ts'
import { createClient } from '../../../src/client/create-client.ts'
import { defineOperation } from '../../../src/declare/operation.ts'
import { defineProvider } from '../../../src/declare/provider.ts'
import { createUndiciTransport } from '../../../src/transport/undici-transport.ts'

// Says how much memory it took to be sent a bomb; what sends it is in another process.
const [baseUrl = ''] = process.argv.slice(2)
const megabyte = 1024 * 1024
const transport = createUndiciTransport({ maxResponseBytes: megabyte })
const provider = defineProvider({
  name: 'bomber',
  specVersion: 'v1',
  config: { '~standard': { version: 1, vendor: 'none', validate: (value) => ({ value }) } },
  environment: {},
  origin: () => baseUrl,
  auth: (_config, { clock }) => staticCredential({ secret: 'a-static-token', clock }),
  operations: {
    small: defineOperation({ id: 'small', method: 'GET', path: '/small' }),
    bomb: defineOperation({ id: 'bomb', method: 'GET', path: '/bomb' }),
  },
})
const { methods } = createClient(provider, { transport, allowLoopback: true, retry: { retries: 0 } })

// What is loaded and compiled on the first calls is not the bomb's.
for (let call = 0; call < 50; call += 1) await methods.small()
globalThis.gc?.()

const before = process.memoryUsage().rss
const highestBefore = process.resourceUsage().maxRSS
const error: unknown = await methods.bomb().catch((problem: unknown) => problem)
// The kernel's own mark, so that no peak between two looks is missed.
const grown = Math.max(
  process.memoryUsage().rss - before,
  (process.resourceUsage().maxRSS - highestBefore) * 1024,
)
process.send?.({ code: (error as { code?: string }).code, grownMegabytes: grown / megabyte })
await transport.close()
process.disconnect()
