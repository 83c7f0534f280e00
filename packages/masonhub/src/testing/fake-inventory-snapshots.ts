import { routeOf, type FakeAnswer, type FakeRequest, type FakeRoute } from '@tenon/core/testing'

import { inventoryOperations } from '../inventory/inventory-operations.ts'
import { badRequest } from './fake-answers.ts'
import type { FakeDeliveries } from './fake-deliveries.ts'
import type { FakeLedger } from './fake-ledger.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeStore } from './fake-store.ts'
import type { FakeSku } from './fake-warehouse-records.ts'

interface SnapshotFile {
  readonly id: string
  readonly file: string
  readonly rows: readonly object[]
}

/** Files with the stock of all SKUs: one at a time is made, and announced by `snapshotReady`. */
export function fakeSnapshotRoutes(
  ports: Pick<FakePorts, 'options' | 'books' | 'clock' | 'ids' | 'schedule'>,
  skus: FakeStore<FakeSku>,
  ledger: FakeLedger,
  deliveries: FakeDeliveries,
  pathPrefix: string,
): FakeRoute[] {
  const { options, books, clock, ids, schedule } = ports
  const { dialect, snapshotAfterMs = 0 } = options
  const files = books.collection<SnapshotFile>('snapshot-files')
  let isBeingMade = false

  function request({ body, headers }: FakeRequest): FakeAnswer {
    if ((Object(body) as { snapshot_type?: unknown }).snapshot_type !== 'full') {
      return badRequest('snapshot_type must be full')
    }
    if (isBeingMade) {
      const messages = [{ field_name: 'snapshot_type', errors: ['399: a full snapshot is already running'] }]
      return { status: 200, body: { system_id: 'full', status: 'failure', messages } }
    }
    isBeingMade = true
    const requestedAt = new Date(clock.wall()).toISOString()
    schedule.after(snapshotAfterMs, () => {
      isBeingMade = false
      finish(requestedAt, String(headers['host']))
    })
    // The contract's sample has the type in place of an id.
    return { status: 200, body: { system_id: 'full', status: 'success' } }
  }

  function finish(requested_at: string, host: string): void {
    const id = ids.uuid()
    const alive = [...skus.values()].filter(({ deleted_at }) => deleted_at === null)
    const extension = dialect?.snapshotFile ?? 'json'
    const file = `${id}.${Math.floor(clock.wall() / 1000)}.${extension}`
    files.set(file, { id, file, rows: alive.map((sku) => ledger.snapshotOf(sku)) })
    const download_url = `http://${host}${pathPrefix}/snapshot_download/${file}`
    deliveries.announce('snapshotReady', {
      snapshot_id: id,
      download_url,
      snapshot_type: 'full',
      requested_at,
    })
  }

  function download(name: string): FakeAnswer {
    const file = files.get(name)
    if (file === undefined) return { status: 404, body: { message: 'no such snapshot' } }
    const { rows } = file
    if (dialect?.snapshotFile === 'csv')
      return { status: 200, headers: { 'content-type': 'text/csv' }, text: csvOf(rows) }
    return { status: 200, body: { include_ledger: false, limit: rows.length, offset: 0, data: rows } }
  }

  return [
    routeOf(inventoryOperations.requestSnapshot, request, pathPrefix),
    {
      id: 'inventory.downloadSnapshot',
      method: 'GET',
      path: `${pathPrefix}/snapshot_download/{file}`,
      handle: ({ parameters }) => download((parameters as { file?: string }).file ?? ''),
    },
  ]
}

function csvOf(rows: readonly object[]): string {
  const columns = [
    'customer_identifier',
    'sku_id',
    'total_available_to_sell',
    'total_units',
    'as_of',
  ] as const
  const lines = rows.map((row) =>
    columns.map((column) => String((row as Record<string, unknown>)[column])).join(','),
  )
  return [columns.join(','), ...lines, ''].join('\n')
}
