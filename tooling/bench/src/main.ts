import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'

import { rawUndici, tenon } from './contestants.ts'
import { compare } from './rounds.ts'

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '31' },
    calls: { type: 'string', default: '4000' },
    bytes: { type: 'string', default: '1024' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  console.log(`Measures Tenon's whole pipeline beside raw undici, in pairs of rounds over the same server.

  npm run bench -- [--pairs 31] [--calls 4000] [--bytes 1024]

The last line is the median ratio of calls per second: above 1, Tenon is faster.`)
  process.exit()
}

const [pairs, calls, bytes] = [Number(values.pairs), Number(values.calls), Number(values.bytes)]
if (![pairs, calls, bytes].every((value) => Number.isInteger(value) && value > 0)) {
  console.error('error: --pairs, --calls and --bytes take whole numbers above 0')
  process.exit(2)
}
const server = fork(new URL('bench-server.ts', import.meta.url), [String(bytes)])
const [address] = (await once(server, 'message')) as [AddressInfo]
const origin = `http://127.0.0.1:${address.port}`
const raw = rawUndici(origin)
const pipeline = tenon(origin)

const result = await compare(raw, pipeline, pairs, calls)
await Promise.all([raw.close(), pipeline.close()])
server.disconnect()

console.log(`node ${process.version}, ${pairs} pairs of ${calls} calls, ${bytes} bytes of JSON, 64 at a time`)
console.log(
  `${pipeline.name}: ${Math.round(result.perSecond)} calls/s; ratio ${result.lowest.toFixed(2)} to ${result.highest.toFixed(2)}`,
)
console.log(`ratio ${result.ratio.toFixed(2)}`)
