import type { CallOptions, Pending } from '@tenon/core'
import type { z } from 'zod'

import { findByIdentifier, type ListByIdentifier } from '../wire/find-by-identifier.ts'
import { identifiedItem, type IdentifiedItem } from '../wire/identified-item.ts'
import type { WriteResult } from '../wire/read-write-result.ts'
import { searchAll } from '../wire/search-all.ts'
import type { BatchOptions } from './batch-options.ts'
import type { FoundRow, LookUp } from './batch-plan.ts'
import type { BatchResult } from './batch-result.ts'
import { changeRecord, type Change } from './change-record.ts'
import { checkBatch } from './check-batch.ts'
import type { AcceptedItem } from './outcome.ts'
import type { Ports } from './ports.ts'
import { settleBatch } from './settle-batch.ts'

/** What can be done with the records of one kind. */
export interface RecordWrites<Input, Update, Row> {
  create(items: readonly Input[], options?: BatchOptions): Promise<BatchResult>
  update(items: readonly Update[], options?: BatchOptions): Promise<BatchResult>
  delete(identifiers: readonly string[], options?: BatchOptions): Promise<BatchResult>
  change(identifier: string, change: Change<Update>, options?: BatchOptions): Promise<AcceptedItem>
  find(identifiers: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, Row>>
}

type Write<Item> = (input: { readonly body: readonly Item[] }, options: CallOptions) => Pending<WriteResult>

interface RecordKind<Input, Checked, Update, CheckedUpdate, Row> {
  /** In errors: `'skus'`. */
  readonly noun: string
  readonly input: z.ZodType<Checked, Input>
  readonly update: z.ZodType<CheckedUpdate, Update>
  readonly toUpdate: (row: Row) => Update
  readonly methods: {
    readonly list: ListByIdentifier<Row>
    readonly create: Write<Checked>
    readonly update: Write<CheckedUpdate>
    readonly delete: Write<IdentifiedItem>
  }
  /** Items in one request of a creation or an update, and how many there may be. Default 30 each. */
  readonly chunkSize?: number
  readonly mostPerRequest?: number
}

/** The writes of records that have a `customer_identifier`, and are listed by it. */
export function createRecordWrites<
  Input,
  Checked extends IdentifiedItem,
  Update extends object,
  CheckedUpdate extends IdentifiedItem,
  Row extends FoundRow & Partial<Record<'customer_identifier', string | null | undefined>>,
>(
  kind: RecordKind<Input, Checked, Update, CheckedUpdate, Row>,
  ports: Ports,
): RecordWrites<Input, Update, Row> {
  const { noun, methods, chunkSize, mostPerRequest } = kind
  const key = 'customer_identifier'
  const rules = { noun, key, ...(mostPerRequest !== undefined && { mostPerRequest }) } as const
  const identify = (item: IdentifiedItem): string => item.customer_identifier

  const lookUp: Pick<LookUp<IdentifiedItem, Row>, 'lookUp' | 'isRecordOf'> = {
    lookUp(items, options, track) {
      const cid = items.map(identify)
      return searchAll((query) => track(methods.list({ cid, ...query }, options)))
    },
    isRecordOf: (item, row) => row.customer_identifier === item.customer_identifier,
  }

  async function find(
    identifiers: readonly string[],
    options?: CallOptions,
  ): Promise<ReadonlyMap<string, Row>> {
    return findByIdentifier(methods.list, identifiers, options)
  }

  async function update(items: readonly Update[], options?: BatchOptions): Promise<BatchResult> {
    const checked = checkBatch({ ...rules, schema: kind.update }, items, options)
    const send = (body: readonly CheckedUpdate[], call: CallOptions) => methods.update({ body }, call)
    const plan = { items: checked.items, identify, send, chunkSize, whenUnclear: 'send-again' } as const
    return settleBatch(plan, checked.options, ports)
  }

  return {
    find,
    update,
    async create(items, options) {
      const checked = checkBatch({ ...rules, schema: kind.input }, items, options)
      const send = (body: readonly Checked[], call: CallOptions) => methods.create({ body }, call)
      const whenUnclear = { ...lookUp, mayMeanDone: ['301', '409'] }
      const plan = { items: checked.items, identify, send, chunkSize, whenUnclear }
      return settleBatch<Checked, Row>(plan, checked.options, ports)
    },
    async delete(identifiers, options) {
      const items = Array.isArray(identifiers) ? identifiers.map((one) => ({ [key]: one })) : identifiers
      const checked = checkBatch({ ...rules, schema: identifiedItem }, items, options)
      const send = (body: readonly IdentifiedItem[], call: CallOptions) => methods.delete({ body }, call)
      const whenUnclear = { ...lookUp, doneWhen: 'gone' } as const
      return settleBatch<IdentifiedItem, Row>(
        { items: checked.items, identify, send, whenUnclear },
        checked.options,
        ports,
      )
    },
    change: (identifier, change, options) =>
      changeRecord(
        { noun, toUpdate: kind.toUpdate, find, update, clock: ports.clock },
        identifier,
        change,
        options,
      ),
  }
}
