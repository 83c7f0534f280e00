// The thread that appends: a commit waits for the disk, and the event loop of the process must not.
// It is started as a file of its own and imports nothing but builtins and neighbours.
import { parentPort, workerData } from 'node:worker_threads'

import { createBatchAppender, type AppendBatch } from './append-batch.ts'
import { connect } from './connect.ts'

export interface ThreadRequest {
  readonly batch: AppendBatch
  readonly now: number
}

const database = connect(String(workerData))
const append = createBatchAppender(database)
parentPort?.on('message', (request: ThreadRequest | 'close') => {
  if (request === 'close') {
    database.close()
    parentPort?.close()
    return
  }
  parentPort?.postMessage(append(request.batch, request.now))
})
