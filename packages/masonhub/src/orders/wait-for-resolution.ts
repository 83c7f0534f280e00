import type { CallOptions, Clock, Pending } from '@tenon/core'

import type { AcceptedItem } from '../batch/outcome.ts'
import type { Answered } from '../waiting/answered.ts'
import type { WaitOptions } from '../waiting/wait-options.ts'
import type { Waiting } from '../waiting/waiting.ts'
import type { MasonHubMessage } from '../webhooks/masonhub-message.ts'
import type { RequestResolution } from '../webhooks/request-resolution.ts'
import { CLOCK_SKEW_MS } from '../wire/clock-skew.ts'
import { fold } from '../wire/fold.ts'
import { orNone } from '../wire/or-none.ts'
import type { List } from '../wire/read-list.ts'

/**
 * A request that was accepted: an accepted item of `update` or `cancel` is one. Without an id its order counts, and the
 * latest request for it that was made since the wait began, or was still open then.
 */
export type OrderRequest = Pick<AcceptedItem, 'identifier'> & Partial<Pick<AcceptedItem, 'id'>>

export interface ResolutionWait {
  readonly request: OrderRequest
  readonly what: string
  readonly type: 'orderUpdateResolution' | 'orderCancelResolution'
  readonly ask: (
    query: { readonly id: string[] } | { readonly cid: string[] },
    options: CallOptions,
  ) => Pending<List<RequestRow>>
}

/** A resolution as a list has it. */
type RequestRow = Partial<Omit<RequestResolution, 'customer_order_id' | 'reason'>> & {
  readonly customer_order_id?: string | null | undefined
}

/** With these a request has come to its end; with any other word, known or not, it goes on. */
const ENDS: ReadonlySet<string> = new Set(['success', 'failure', 'partial'])

export function waitForResolution(
  { waiting, clock }: { readonly waiting: Waiting; readonly clock: Clock },
  { request: { id, identifier }, what, type, ask }: ResolutionWait,
  options: WaitOptions | undefined,
): Promise<Answered<RequestResolution>> {
  const since = clock.wall() - CLOCK_SKEW_MS
  /** Requests for the order that were open when they were seen. */
  const open = new Set<string>()

  function isIt(row: RequestRow): boolean {
    if (id !== undefined && row.id) return row.id === id
    if (row.customer_order_id !== identifier) return false
    return id !== undefined || isCurrent(row)
  }

  /** The end of an earlier request says nothing about the one that is waited for. */
  function isCurrent(row: RequestRow): boolean {
    if (!hasEnded(row) || (row.id && open.has(row.id))) return true
    return Date.parse(row.created_at ?? '') >= since
  }

  function inMessage(message: MasonHubMessage): RequestResolution | undefined {
    return message.type === type ? message.data.find((one) => isIt(one) && hasEnded(one)) : undefined
  }

  async function poll(callOptions: CallOptions): Promise<RequestResolution | undefined> {
    const query = id === undefined ? { cid: [identifier] } : { id: [id] }
    const { data } = await orNone(ask(query, callOptions))
    const row = newestOf(data.filter(isIt))
    if (row === undefined) return undefined
    if (hasEnded(row)) return { ...row, id: row.id, customer_order_id: row.customer_order_id ?? identifier }
    if (row.id) open.add(row.id)
    return undefined
  }

  using ear = waiting.listen(inMessage)
  return ear.race({ what, poll }, options)
}

function hasEnded({ status }: Pick<RequestRow, 'status'>): boolean {
  return ENDS.has(fold(status ?? ''))
}

function newestOf(rows: readonly RequestRow[]): RequestRow | undefined {
  return rows.toSorted((one, other) => (other.created_at ?? '').localeCompare(one.created_at ?? ''))[0]
}
