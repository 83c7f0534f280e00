// Writes the sample to the standard output: node sample/make-sample.ts [--orders 20000] > orders.csv
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'

import { sampleCsv } from './sample-csv.ts'

const { values } = parseArgs({ options: { orders: { type: 'string', default: '200' } } })
const orders = Number(values.orders)
if (!Number.isSafeInteger(orders) || orders < 1) {
  throw new RangeError(
    `--orders is "${values.orders}"; give a whole number above zero, such as --orders 20000.`,
  )
}
await pipeline(Readable.from(sampleCsv(orders)), process.stdout)
