import type { Operation } from '@tenon/core'
import { routeOf, type FakeAnswer, type FakeRequest, type FakeRoute } from '@tenon/core/testing'
import type { z } from 'zod'

import {
  badRequest,
  listAnswer,
  listIn,
  messagesOf,
  writeAnswer,
  type FakeItemResult,
  type FakeMessage,
} from './fake-answers.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeStore } from './fake-store.ts'
import type { FakeRecord } from './fake-warehouse-records.ts'

const MOST_SEARCHED = 30

/** How the vendor deals with one kind of record: SKUs, inbound shipments, returns. */
export interface FakeKind<
  R extends FakeRecord,
  Input extends { readonly customer_identifier: string },
  Update,
> {
  /** The last part of its path, and the key of its rows in a named list. */
  readonly name: string
  /** In messages. */
  readonly noun: string
  readonly operations: Readonly<Record<'list' | 'create' | 'update' | 'delete', Operation>>
  readonly input: z.ZodType<Input>
  readonly update: z.ZodType<Update>
  readonly mostItems: number
  readonly createStatus: 200 | 201
  /** Why it is not taken, beside its form. */
  refuse(item: Input | Update, former: R | undefined): FakeMessage[]
  /** Why the record can no longer be changed. */
  locked(record: R): FakeMessage[]
  created(item: Input, base: FakeRecord, request: FakeRequest): R
  updated(item: Update, former: R, base: FakeRecord, request: FakeRequest): R
  deleted(former: R, base: FakeRecord): R
  /** A record was made, changed or deleted. */
  stored(record: R | undefined, former: R | undefined): void
  result?(record: R): Partial<FakeItemResult>
  /** Is it asked for, beside its ids? */
  matches?(record: R, request: FakeRequest): boolean
  detail(record: R, request: FakeRequest): object
  summary(record: R): object
}

/** The four routes of a kind of record, with the vendor's checks. */
export function fakeRecordRoutes<
  R extends FakeRecord,
  Input extends { readonly customer_identifier: string },
  Update extends { readonly customer_identifier: string },
>(kind: FakeKind<R, Input, Update>, store: FakeStore<R>, ports: FakePorts, pathPrefix: string): FakeRoute[] {
  const { name, noun, operations, mostItems } = kind
  const { clock, ids, options } = ports
  const { dialect, visibleAfterMs = 0, deleted = 'gone' } = options

  function now(): string {
    return new Date(clock.wall()).toISOString()
  }

  function accepted(record: R): FakeItemResult {
    const { customer_identifier, id } = record
    const url = `${pathPrefix}/${name}?cid=${encodeURIComponent(customer_identifier)}`
    return { customer_identifier, system_id: id, url, uri: url, ...kind.result?.(record) }
  }

  function missing(customer_identifier: string): FakeItemResult {
    const errors = [`303: ${noun} with that customer_identifier does not exist`]
    return { customer_identifier, messages: [{ field_name: 'customer_identifier', errors }] }
  }

  function keep(record: R, former: R | undefined): FakeItemResult {
    store.put(record)
    kind.stored(record.deleted_at === null ? record : undefined, former)
    return accepted(record)
  }

  function isTaken(identifier: string): boolean {
    if (store.get(identifier) !== undefined) return true
    return deleted === 'taken' && [...store.values()].some((one) => one.customer_identifier === identifier)
  }

  function create(item: unknown, request: FakeRequest): FakeItemResult {
    const { data, error } = kind.input.safeParse(item)
    if (error !== undefined) return malformed(item, error)
    const { customer_identifier } = data
    if (isTaken(customer_identifier)) {
      const errors = ['301: has already been taken, it must be unique']
      return { customer_identifier, messages: [{ field_name: 'customer_identifier', errors }] }
    }
    const messages = kind.refuse(data, undefined)
    if (messages.length > 0) return { customer_identifier, messages }
    const time = now()
    const base = { id: ids.uuid(), customer_identifier, created_at: time, updated_at: time, deleted_at: null }
    return keep(kind.created(data, base, request), undefined)
  }

  function update(item: unknown, request: FakeRequest): FakeItemResult {
    const { data, error } = kind.update.safeParse(item)
    if (error !== undefined) return malformed(item, error)
    const { customer_identifier } = data
    const former = store.get(customer_identifier)
    if (former === undefined) return missing(customer_identifier)
    const messages = [...kind.locked(former), ...kind.refuse(data, former)]
    if (messages.length > 0) return { customer_identifier, messages }
    return keep(kind.updated(data, former, { ...baseOf(former), updated_at: now() }, request), former)
  }

  function remove(item: unknown): FakeItemResult {
    const { customer_identifier } = Object(item) as { customer_identifier?: unknown }
    const identifier = String(customer_identifier)
    const former = store.get(identifier)
    if (former === undefined) return missing(identifier)
    const messages = kind.locked(former)
    if (messages.length > 0) return { customer_identifier: identifier, messages }
    const time = now()
    return keep(kind.deleted(former, { ...baseOf(former), updated_at: time, deleted_at: time }), former)
  }

  function find(request: FakeRequest): R[] {
    const cids = listIn(request, 'cid')
    const wantedIds = listIn(request, 'id')
    // By identifier there are few: all others need not be looked at.
    const byCid = deleted === 'gone' ? cids?.flatMap((cid) => store.get(cid) ?? []) : undefined
    const candidates = byCid?.length === cids?.length && byCid !== undefined ? byCid : [...store.values()]
    return candidates.filter(
      (record) =>
        (cids === undefined || cids.includes(record.customer_identifier)) &&
        (wantedIds === undefined || wantedIds.includes(record.id)) &&
        Date.parse(record.created_at) + visibleAfterMs <= clock.wall() &&
        (kind.matches?.(record, request) ?? true),
    )
  }

  function list(request: FakeRequest): FakeAnswer {
    const { searchParams } = request.url
    const limit = Number(searchParams.get('limit') ?? 30)
    const offset = Number(searchParams.get('offset') ?? 0)
    const list_type = searchParams.get('list_type') ?? 'detail'
    if (!(limit >= 1 && limit <= 100)) return badRequest('limit must be from 1 to 100')
    const tooMany = ['cid', 'id', 'cpid'].find((key) => (listIn(request, key) ?? []).length > MOST_SEARCHED)
    if (tooMany !== undefined) return badRequest(`at most ${MOST_SEARCHED} of ${tooMany}`)
    const page = find(request).slice(offset, offset + limit)
    const rows = page.map((record) =>
      list_type === 'summary' ? kind.summary(record) : kind.detail(record, request),
    )
    return listAnswer(rows, dialect?.list ?? 'envelope', name, { limit, offset, list_type })
  }

  function writing(
    operation: Operation,
    write: (item: unknown, request: FakeRequest) => FakeItemResult,
  ): FakeRoute {
    return routeOf(
      operation,
      (request) => {
        const { body } = request
        if (!Array.isArray(body)) return badRequest('the body must be an array')
        if (body.length > mostItems) return badRequest(`at most ${mostItems} items`)
        const results = body.map((item) => write(item, request))
        const answer = writeAnswer(results, dialect)
        return { ...answer, status: operation === operations.create ? kind.createStatus : answer.status }
      },
      pathPrefix,
    )
  }

  return [
    routeOf(operations.list, list, pathPrefix),
    writing(operations.create, create),
    writing(operations.update, update),
    writing(operations.delete, remove),
  ]
}

function baseOf({ id, customer_identifier, created_at, updated_at, deleted_at }: FakeRecord): FakeRecord {
  return { id, customer_identifier, created_at, updated_at, deleted_at }
}

function malformed(item: unknown, error: z.ZodError): FakeItemResult {
  const { customer_identifier } = Object(item) as { customer_identifier?: string }
  return {
    ...(customer_identifier !== undefined && { customer_identifier }),
    messages: messagesOf(error),
  }
}
