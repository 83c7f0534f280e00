// Measures the main job on a large file: wall time, the memory of each copy, and whether the books are exact.
//   node --conditions=@tenon/source tools/measure.ts [--orders 20000] [--copies 3] [--database postgres://…]
// Without a database there is one copy, on SQLite. The database must be an empty one.
import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join, dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'

import { sampleCsv } from '../sample/sample-csv.ts'
import { newState, startApp, summaryOf } from '../test/job/app-process.ts'
import { startFakesProcess } from '../test/job/fakes-process.ts'
import { freePorts } from '../test/job/free-ports.ts'
import { readVendorBooks } from '../test/job/vendor-books.ts'

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '20000' },
    copies: { type: 'string', default: '1' },
    database: { type: 'string' },
    wait: { type: 'string', default: '60' },
  },
})
const state = newState()
const input = join(dirname(state), 'orders.csv')
await pipeline(Readable.from(sampleCsv(Number(values.orders))), createWriteStream(input))

const ports = await freePorts(Number(values.copies))
const fakes = await startFakesProcess(state, ports)
const database =
  values.database === undefined
    ? {}
    : { DATABASE_URL: values.database, TOKEN_SEALING_KEY: 'the-sealing-key-of-a-measurement' }
const startedAt = performance.now()
const copies = ports.map((port) =>
  startApp(
    [
      '--live',
      '--json',
      `--input=${input}`,
      '--prefix=measured',
      `--product=${fakes.product}`,
      `--port=${port}`,
      `--callback-url=${fakes.callbackUrl}`,
      `--wait=${values.wait}`,
      `--state=${state}-${port}`,
    ],
    { ...fakes.environment, ...database },
  ),
)
copies[0]?.child.stderr?.pipe(process.stderr)

/** Megabytes of each copy, each second. */
const memory: number[][] = copies.map(() => [])
const timer = setInterval(() => {
  for (const [index, { child }] of copies.entries()) {
    if (child.exitCode === null && child.pid !== undefined) memory[index]?.push(residentMegabytes(child.pid))
  }
}, 1_000)
const ended = await Promise.all(copies.map((copy) => copy.ended))
clearInterval(timer)
const seconds = (performance.now() - startedAt) / 1_000
await fakes[Symbol.asyncDispose]()

const { counts } = summaryOf(ended[0] as (typeof ended)[0])
const { warehouseOrders, giftCards, debits } = readVendorBooks(state)
const isExact =
  ended.every(({ exitCode }) => exitCode === 0) &&
  counts.accepted === counts.orders &&
  counts.shipped === counts.orders &&
  warehouseOrders.length === counts.orders &&
  new Set(warehouseOrders).size === counts.orders &&
  counts.rewarded === counts.rewardsPlanned &&
  giftCards.length === counts.rewarded &&
  new Set(debits.map(({ referenceId }) => referenceId)).size === debits.length &&
  debits.length === counts.rewarded
for (const [index, series] of memory.entries()) console.log(`copy ${index + 1}: ${memoryText(series)}`)
console.log(
  `orders ${counts.orders} rewarded ${counts.rewarded} copies ${copies.length} ` +
    `store ${values.database === undefined ? 'sqlite' : 'postgres'} seconds ${seconds.toFixed(1)} ` +
    `books ${isExact ? 'exact' : 'WRONG'}`,
)
process.exitCode = isExact ? 0 : 1

function residentMegabytes(pid: number): number {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024
  } catch {
    // It has just ended.
    return Number.NaN
  }
}

/** The medians of the quarters, and the highest of all. */
function memoryText(series: readonly number[]): string {
  const known = series.filter((one) => one > 0)
  const quarters = [0, 1, 2, 3].map((quarter) => {
    const part = known
      .slice((known.length * quarter) / 4, (known.length * (quarter + 1)) / 4)
      .toSorted((one, other) => one - other)
    return part[Math.floor(part.length / 2)] ?? Number.NaN
  })
  return `${quarters.map((one) => one.toFixed(0)).join(', ')} MB by quarters, ${Math.max(...known).toFixed(0)} at most`
}
