import { tenon } from '../contestants/tenon.ts'
import type { Options } from '../options/options.ts'
import type { Report } from '../report.ts'
import { startServer } from '../server/start-server.ts'
import { measureHeap, type HeapGrowth } from './measure-heap.ts'
import { createMemoryTransport } from './memory-transport.ts'

/** Bytes per call. One small object left behind for each call is 40 and more. */
const TOLERANCE = 1

/** Whether the heap stayed flat, with one signal for all calls, and without a warning of the process. */
export async function runHeap(
  { calls = 1_000_000, bytes = 1_024 }: Options,
  report: Report,
): Promise<boolean> {
  const warnings: Error[] = []
  process.on('warning', (warning) => warnings.push(warning))
  const { signal } = new AbortController()

  async function measure(
    name: string,
    contestant: ReturnType<typeof tenon>,
    count: number,
  ): Promise<HeapGrowth> {
    const growth = await measureHeap(contestant, count)
    await contestant.close()
    const [first, middle, last] = [0, growth.samples.length / 2, -1].map((index) =>
      ((growth.samples.at(index) as number) / 2 ** 20).toFixed(2),
    )
    report.add(
      `${name.padEnd(28)} ${growth.calls} calls: ${first} MiB, ${middle} half-way, ${last} at the end; ${growth.bytesPerCall.toFixed(2)} bytes per call over the second half`,
      { name, ...growth, tolerance: TOLERANCE },
    )
    return growth
  }

  report.note(
    `heap after garbage collection, at most ${TOLERANCE} byte per call; one AbortSignal for all calls`,
  )
  const transport = createMemoryTransport(bytes)
  const inMemory = await measure('in memory', tenon('http://127.0.0.1', { transport, signal }), calls)
  const server = await startServer(bytes)
  const overTheWire = await measure('over the wire', tenon(server.origin, { signal }), Math.ceil(calls / 10))
  server.close()

  for (const warning of warnings) console.error(`warning of the process: ${warning.name}: ${warning.message}`)
  const most = Math.max(inMemory.bytesPerCall, overTheWire.bytesPerCall)
  const flat = most <= TOLERANCE
  report.end(`heap ${flat ? 'flat' : 'grows'}: ${most.toFixed(2)} bytes per call`)
  return flat && warnings.length === 0
}
