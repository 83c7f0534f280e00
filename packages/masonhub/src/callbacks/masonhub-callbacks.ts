import type { CallOptions, Methods } from '@tenon/core'
import { z } from 'zod'

import type { BatchOptions } from '../batch/batch-options.ts'
import type { BatchResult } from '../batch/batch-result.ts'
import { checkBatch } from '../batch/check-batch.ts'
import type { Outcome } from '../batch/outcome.ts'
import type { Ports } from '../batch/ports.ts'
import { settleBatch } from '../batch/settle-batch.ts'
import { orNone } from '../wire/or-none.ts'
import type { List } from '../wire/read-list.ts'
import { applyCallbacks } from './apply-callbacks.ts'
import { callbackHoldInput, type CallbackHold, type HoldableType } from './callback-hold.ts'
import type { callbackOperations } from './callback-operations.ts'
import type { CallbackPlan, CallbackPlanOptions } from './callback-plan.ts'
import { callbackInput, type Callback, type CallbackInput, type CheckedCallback } from './callback.ts'
import { compareCallbacks } from './compare-callbacks.ts'
import { declareCallbacks } from './declare-callbacks.ts'

type Operations = Methods<typeof callbackOperations>

export interface MasonHubCallbacks {
  /** The registered callbacks. */
  readonly list: Operations['list']
  /**
   * Registers callbacks, one of a `message_type` at a time. Where MasonHub says that one is taken, and has it
   * with the same URL, it counts as accepted with `alreadyExisted`; its token may then be an older one. What is
   * registered is looked at first: a registration that was there before says nothing about a request whose answer was
   * lost, which is then sent again.
   *
   * @throws InvalidInputError before anything is sent, if any callback is not valid
   */
  register(callbacks: readonly CallbackInput[], options?: BatchOptions): Promise<BatchResult>
  /** Deletes registrations by their ids. One that is gone already counts as deleted. */
  delete(ids: readonly string[], options?: BatchOptions): Promise<BatchResult>
  /**
   * Shows what would have to be done so that MasonHub has exactly these callbacks. Changes nothing.
   *
   * @throws InvalidInputError if a callback is not valid, or declared twice
   */
  plan(declared: readonly CallbackInput[], options?: CallbackPlanOptions & CallOptions): Promise<CallbackPlan>
  /**
   * Carries a plan out, and looks whether it came true. What is new is registered before anything is deleted, so
   * that no event is lost in between; one may come twice. With `dryRun` nothing is sent.
   *
   * @returns what became of each write
   * @throws PartialFailureError with the changes that are left to do
   */
  apply(
    plan: CallbackPlan,
    options?: BatchOptions & { readonly dryRun?: boolean | undefined },
  ): Promise<readonly Outcome[]>
  /** What is held back at present. */
  readonly holds: Operations['holds']
  /**
   * Has MasonHub keep messages of these types back until `release`: the brake while a receiver cannot take them.
   * Whether what was kept is delivered then, or lost, the vendor's pages disagree about: read the lists again after
   * a release. Of `skuInventoryChange` only the latest count comes.
   */
  hold(types: readonly HoldableType[], options?: BatchOptions): Promise<BatchResult>
  /** Has messages of these types delivered again. */
  release(types: readonly HoldableType[], options?: BatchOptions): Promise<BatchResult>
}

const registrationId = z.strictObject({ id: z.string().min(1) })

export function createCallbacks(methods: Operations, ports: Ports): MasonHubCallbacks {
  async function register(callbacks: readonly CallbackInput[], options?: BatchOptions): Promise<BatchResult> {
    const rules = { noun: 'callbacks', schema: callbackInput, key: 'message_type' } as const
    const checked = checkBatch(rules, callbacks, options)
    const before = new Set<string>()
    return settleBatch<CheckedCallback, Callback>(
      {
        items: checked.items,
        identify: (callback) => callback.message_type,
        async prepare(callOptions, track) {
          for (const { id } of await rowsOf(track(methods.list({}, callOptions)))) before.add(id)
        },
        send: (body, callOptions) => methods.create({ body }, callOptions),
        whenUnclear: {
          lookUp: (_, callOptions, track) => rowsOf(track(methods.list({}, callOptions))),
          isRecordOf: ({ message_type, url }, row) => row.message_type === message_type && row.url === url,
          wasThere: ({ id }) => before.has(id),
          mayMeanDone: ['301', '409', 'DUPLICATE_CALLBACK'],
        },
      },
      checked.options,
      ports,
    )
  }

  async function remove(ids: readonly string[], options?: BatchOptions): Promise<BatchResult> {
    const rules = { noun: 'ids', schema: registrationId, key: 'id' } as const
    const items = ids.map((id) => ({ id }))
    const checked = checkBatch(rules, items, options)
    return settleBatch<z.output<typeof registrationId>, Callback>(
      {
        items: checked.items,
        identify: ({ id }) => id,
        send: (body, callOptions) => methods.delete({ body: body.map(({ id }) => id) }, callOptions),
        // The contract's example of an answer is a text that says nothing about any of them.
        whenUnclear: {
          lookUp: (_, callOptions, track) => rowsOf(track(methods.list({}, callOptions))),
          isRecordOf: ({ id }, row) => row.id === id,
          doneWhen: 'gone',
          mayMeanDone: ['303', 'CALLBACK_NOT_FOUND'],
        },
      },
      checked.options,
      ports,
    )
  }

  async function setHold(
    types: readonly HoldableType[],
    options: BatchOptions | undefined,
    { method, doneWhen, mayMeanDone }: HoldChange,
  ): Promise<BatchResult> {
    const rules = { noun: 'types', schema: callbackHoldInput, key: 'message_type' } as const
    const items = types.map((message_type) => ({ message_type }))
    const checked = checkBatch(rules, items, options)
    return settleBatch<{ message_type: HoldableType }, HeldRow>(
      {
        items: checked.items,
        identify: ({ message_type }) => message_type,
        send: (body, callOptions) => methods[method]({ body }, callOptions),
        whenUnclear: {
          lookUp: (_, callOptions, track) => rowsOf(track(methods.holds({}, callOptions))),
          isRecordOf: ({ message_type }, row) => row.message_type === message_type,
          doneWhen,
          mayMeanDone,
        },
      },
      checked.options,
      ports,
    )
  }

  return Object.freeze({
    list: methods.list,
    register,
    delete: remove,
    async plan(
      declared: readonly CallbackInput[],
      { mine, hiddenTokens, ...callOptions }: CallbackPlanOptions & CallOptions = {},
    ) {
      const wanted = declareCallbacks(declared)
      const { data } = await methods.list({}, callOptions)
      return compareCallbacks(wanted, data, { mine, hiddenTokens })
    },
    async apply(
      plan: CallbackPlan,
      { dryRun = false, ...options }: BatchOptions & { readonly dryRun?: boolean | undefined } = {},
    ) {
      if (dryRun || plan.isUpToDate) return []
      return applyCallbacks(plan, { list: methods.list, register, delete: remove }, options)
    },
    holds: methods.holds,
    hold: (types: readonly HoldableType[], options?: BatchOptions) =>
      setHold(types, options, { method: 'hold', doneWhen: 'there', mayMeanDone: ['ALREADY_ON_HOLD'] }),
    release: (types: readonly HoldableType[], options?: BatchOptions) =>
      setHold(types, options, {
        method: 'release',
        doneWhen: 'gone',
        mayMeanDone: ['303', 'HOLD_NOT_FOUND'],
      }),
  })
}

/** All that there are: neither list has pages. */
async function rowsOf<Row>(list: Promise<List<Row>>): Promise<readonly Row[]> {
  return (await orNone(list)).data
}

interface HoldChange {
  readonly method: 'hold' | 'release'
  readonly doneWhen: 'there' | 'gone'
  readonly mayMeanDone: readonly string[]
}

type HeldRow = CallbackHold & { readonly id?: string | null | undefined }
