import { MalformedResponseError, PartialFailureError, type CallOptions, type Methods } from '@tenon/core'

import type { BatchOptions } from '../batch/batch-options.ts'
import type { BatchResult } from '../batch/batch-result.ts'
import { checkBatch } from '../batch/check-batch.ts'
import { chunksOf } from '../batch/chunks-of.ts'
import type { Ports } from '../batch/ports.ts'
import { settleBatch } from '../batch/settle-batch.ts'
import type { callbackOperations } from './callback-operations.ts'
import { callbackInput, type Callback, type CallbackInput, type CheckedCallback } from './callback.ts'

export interface MasonHubCallbacks {
  /** The registered callbacks. */
  readonly list: Methods<typeof callbackOperations>['list']
  /**
   * Registers callbacks, one of a `message_type` at a time. Where MasonHub says that one is taken, and has it
   * with the same URL, it counts as accepted with `alreadyExisted`; its token may then be an older one.
   *
   * @throws InvalidInputError before anything is sent, if any callback is not valid
   */
  register(callbacks: readonly CallbackInput[], options?: BatchOptions): Promise<BatchResult>
  /**
   * Deletes registrations by their ids. When it resolves they are gone.
   *
   * @throws PartialFailureError with the ids that MasonHub still has
   */
  delete(ids: readonly string[], options?: CallOptions): Promise<void>
}

export function createCallbacks(
  methods: Methods<typeof callbackOperations>,
  ports: Ports,
): MasonHubCallbacks {
  /** Resolves to whether the vendor's answer can be relied on: it may be a bare text, or no JSON at all. */
  async function deleteChunk(body: readonly string[], options?: CallOptions): Promise<boolean> {
    try {
      const { results } = await methods.delete({ body }, options)
      return results.every(({ status }) => status === 'success')
    } catch (error) {
      if (MalformedResponseError.isInstance(error)) return false
      throw error
    }
  }

  return Object.freeze({
    list: methods.list,
    async register(callbacks: readonly CallbackInput[], options?: BatchOptions) {
      const rules = { noun: 'callbacks', schema: callbackInput, key: 'message_type' } as const
      const checked = checkBatch(rules, callbacks, options)
      return settleBatch<CheckedCallback, Callback>(
        {
          items: checked.items,
          identify: (callback) => callback.message_type,
          send: (body, callOptions) => methods.create({ body }, callOptions),
          lookUp: (_, callOptions) => methods.list({}, callOptions),
          isRecordOf: ({ message_type, url }, row) => row.message_type === message_type && row.url === url,
        },
        checked.options,
        ports,
      )
    },
    async delete(ids: readonly string[], options?: CallOptions) {
      const unsure: string[] = []
      for (const chunk of chunksOf(ids)) {
        if (!(await deleteChunk(chunk, options))) unsure.push(...chunk)
      }
      if (unsure.length === 0) return
      const listing = methods.list({}, options)
      const { data } = await listing
      const failures = unsure.filter((id) => data.some((row) => row.id === id))
      if (failures.length === 0) return
      const message = `${failures.length} of ${ids.length} callbacks were not deleted`
      throw new PartialFailureError({ message, failures, call: listing.call })
    },
  })
}
