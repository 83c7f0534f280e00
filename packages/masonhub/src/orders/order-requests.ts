import type { CallOptions, Methods, Pending } from '@tenon/core'
import { z } from 'zod'

import type { BatchOptions } from '../batch/batch-options.ts'
import type { BatchResult } from '../batch/batch-result.ts'
import { checkBatch } from '../batch/check-batch.ts'
import type { Ports } from '../batch/ports.ts'
import { settleBatch } from '../batch/settle-batch.ts'
import { customerIdentifier } from '../wire/sent.ts'
import { isRequestOf } from './is-request-of.ts'
import { orderInput, type CheckedOrder, type OrderInput } from './order-input.ts'
import type { orderOperations } from './order-operations.ts'

/** What is there of a request, whatever it asks for. */
interface RequestRow {
  readonly id?: string | null | undefined
  readonly customer_order_id?: string | null | undefined
  readonly status?: string | null | undefined
  readonly created_at?: string | null | undefined
}

const namedOrder = z.strictObject({ customer_identifier: customerIdentifier })

type NamedOrder = z.output<typeof namedOrder>
type LookUp = (cid: string[], options: CallOptions) => Pending<{ readonly data: readonly RequestRow[] }>

/** Asks MasonHub to change or cancel orders. A request has no key: one whose answer was lost is looked for. */
export function createOrderRequests(
  { update, updateRequests, cancel, cancelRequests }: Methods<typeof orderOperations>,
  ports: Ports,
): {
  update(orders: readonly OrderInput[], options?: BatchOptions): Promise<BatchResult>
  cancel(identifiers: readonly string[], options?: BatchOptions): Promise<BatchResult>
} {
  function lookUpBy(list: LookUp) {
    const startedAt = ports.clock.wall()
    return {
      lookUp: (items: readonly { readonly customer_identifier: string }[], options: CallOptions) =>
        list(
          items.map(({ customer_identifier }) => customer_identifier),
          options,
        ),
      isRecordOf: ({ customer_identifier }: { readonly customer_identifier: string }, row: RequestRow) =>
        isRequestOf(customer_identifier, row, startedAt),
    }
  }

  return {
    async update(orders, options) {
      const rules = { noun: 'orders', schema: orderInput, key: 'customer_identifier' } as const
      const checked = checkBatch(rules, orders, options)
      return settleBatch<CheckedOrder, RequestRow>(
        {
          items: checked.items,
          identify: (order) => order.customer_identifier,
          send: (body, callOptions) => update({ body }, callOptions),
          whenUnclear: lookUpBy((cid, callOptions) => updateRequests({ cid }, callOptions)),
        },
        checked.options,
        ports,
      )
    },
    async cancel(identifiers, options) {
      const rules = { noun: 'orders', schema: namedOrder, key: 'customer_identifier' } as const
      const items = [...identifiers].map((customer_identifier) => ({ customer_identifier }))
      const checked = checkBatch(rules, items, options)
      return settleBatch<NamedOrder, RequestRow>(
        {
          items: checked.items,
          identify: (order) => order.customer_identifier,
          send: (body, callOptions) => cancel({ body }, callOptions),
          whenUnclear: lookUpBy((cid, callOptions) => cancelRequests({ cid }, callOptions)),
        },
        checked.options,
        ports,
      )
    },
  }
}
