import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import type { Logger } from '@tenon/core'
import { pino } from 'pino'

export interface CallLog {
  readonly logger: Logger
  /** Writes what is left, removes the file, and resolves to the number of its lines. */
  close(): Promise<number>
}

/** pino at level debug, where Tenon writes one line for each request, into a file of its own. */
export async function openCallLog(): Promise<CallLog> {
  const folder = await mkdtemp(join(tmpdir(), 'tenon-bench-'))
  const file = join(folder, 'calls.ndjson')
  // In chunks of 4 KiB: a write for each line would be most of what is measured, and a thread for it has no core left.
  const destination = pino.destination({ dest: file, sync: true, minLength: 4_096 })
  return {
    logger: pino({ level: 'debug' }, destination),
    async close() {
      destination.flushSync()
      destination.end()
      let lines = 0
      for await (const line of createInterface({ input: createReadStream(file) })) {
        if (line.includes('"operation":"products.list"')) lines += 1
      }
      await rm(folder, { recursive: true })
      return lines
    },
  }
}
