import { Worker } from 'node:worker_threads'

import type { AppendBatch, AppendResult } from './append-batch.ts'
import type { ThreadRequest } from './append-thread.ts'

/** The thread that appends, seen from outside. One batch at a time. */
export interface AppendWorker {
  /** Rejects when the thread ended: what became of the batch is not known then. */
  commit(batch: AppendBatch, now: number): Promise<readonly AppendResult[]>
  close(): Promise<void>
}

/** Starts with the first batch, and again after it has ended. It keeps no process alive that waits for nothing. */
export function createAppendWorker(path: string): AppendWorker {
  let thread: Worker | undefined
  let answer: PromiseWithResolvers<readonly AppendResult[]> | undefined

  function start(): Worker {
    const started = new Worker(threadFile(), { workerData: path })
    started.on('message', (results: readonly AppendResult[]) => answer?.resolve(results))
    started.on('error', (error) => answer?.reject(error))
    started.on('exit', () => {
      if (thread === started) thread = undefined
      answer?.reject(new Error('the thread that appends has ended'))
    })
    return started
  }

  return {
    async commit(batch, now) {
      thread ??= start()
      const asked = (answer = Promise.withResolvers())
      const request: ThreadRequest = { batch, now }
      thread.ref()
      thread.postMessage(request)
      try {
        return await asked.promise
      } finally {
        answer = undefined
        thread?.unref()
      }
    },
    async close() {
      if (thread === undefined) return
      const { promise, resolve } = Promise.withResolvers<void>()
      thread.ref()
      thread.once('exit', () => resolve())
      thread.postMessage('close')
      await promise
    },
  }
}

/** Beside this file, whether it was built or not. */
function threadFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? 'append-thread.ts' : 'append-thread.js', import.meta.url)
}
