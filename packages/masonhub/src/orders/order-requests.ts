import type { CallOptions, Methods, Pending } from '@tenon/core'
import { z } from 'zod'

import type { BatchOptions } from '../batch/batch-options.ts'
import type { LookUp } from '../batch/batch-plan.ts'
import type { BatchResult } from '../batch/batch-result.ts'
import { checkBatch } from '../batch/check-batch.ts'
import type { Ports } from '../batch/ports.ts'
import { settleBatch } from '../batch/settle-batch.ts'
import type { List } from '../wire/read-list.ts'
import type { WriteResult } from '../wire/read-write-result.ts'
import { searchAll } from '../wire/search-all.ts'
import { identifierOf } from '../wire/sent.ts'
import { isRequestOf } from './is-request-of.ts'
import { isSameUpdate } from './is-same-update.ts'
import { createKnownRequests } from './known-requests.ts'
import { orderInput, type CheckedOrder, type OrderInput } from './order-input.ts'
import type { orderOperations } from './order-operations.ts'

/** What is there of a request, whatever it asks for. */
interface RequestRow {
  readonly id?: string | null | undefined
  readonly customer_order_id?: string | null | undefined
  readonly status?: string | null | undefined
  readonly created_at?: string | null | undefined
  readonly order_update_body?: string | null | undefined
}

interface Named {
  readonly customer_identifier: string
}

/** How short the name of an order may be is a matter of creating it. */
const namedOrder: z.ZodType<Named> = z.strictObject({ customer_identifier: identifierOf(1) })

type Search = (
  query: { readonly cid: readonly string[]; readonly offset?: number | undefined },
  options: CallOptions,
) => Pending<List<RequestRow>>

/** Asks MasonHub to change or cancel orders. A request has no key: one whose answer was lost is looked for. */
export function createOrderRequests(
  { update, updateRequests, cancel, cancelRequests }: Methods<typeof orderOperations>,
  ports: Ports,
): {
  update(orders: readonly OrderInput[], options?: BatchOptions): Promise<BatchResult>
  cancel(identifiers: readonly string[], options?: BatchOptions): Promise<BatchResult>
} {
  const known = createKnownRequests()
  const identify = (order: Named): string => order.customer_identifier

  /** A request that was made for this client before is never taken for another. */
  function note(pending: Pending<WriteResult>): Pending<WriteResult> {
    pending.then(
      ({ results }) => remember(results),
      () => {},
    )
    return pending
  }

  function remember(requests: readonly { readonly id: string | undefined }[]): void {
    for (const { id } of requests) if (id !== undefined) known.add(id)
  }

  function lookUpBy<Item extends Named>(
    search: Search,
    isAskedFor: (item: Item, row: RequestRow) => boolean,
  ): LookUp<Item, RequestRow> {
    const startedAt = ports.clock.wall()
    return {
      areAlike: true,
      lookUp(items, options, track) {
        const cid = items.map(identify)
        return searchAll((query) => track(search({ cid, ...query }, options)))
      },
      isRecordOf: (item, row) =>
        isRequestOf(item.customer_identifier, row, startedAt) &&
        !(row.id && known.has(row.id)) &&
        isAskedFor(item, row),
    }
  }

  return {
    async update(orders, options) {
      const rules = { noun: 'orders', schema: orderInput, key: 'customer_identifier' } as const
      const checked = checkBatch(rules, orders, options)
      const send = (body: readonly CheckedOrder[], call: CallOptions) => note(update({ body }, call))
      const whenUnclear = lookUpBy<CheckedOrder>(updateRequests, (order, { order_update_body }) =>
        isSameUpdate(order, order_update_body),
      )
      const plan = { items: checked.items, identify, send, whenUnclear }
      const result = await settleBatch(plan, checked.options, ports)
      remember(result.accepted)
      return result
    },
    async cancel(identifiers, options) {
      const rules = { noun: 'orders', schema: namedOrder, key: 'customer_identifier' } as const
      const items = [...identifiers].map((customer_identifier) => ({ customer_identifier }))
      const checked = checkBatch(rules, items, options)
      const send = (body: readonly Named[], call: CallOptions) => note(cancel({ body }, call))
      const whenUnclear = lookUpBy<Named>(cancelRequests, () => true)
      const plan = { items: checked.items, identify, send, whenUnclear }
      const result = await settleBatch(plan, checked.options, ports)
      remember(result.accepted)
      return result
    },
  }
}
