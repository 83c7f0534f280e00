import { routeOf, type FakeAnswer, type FakeRequest, type FakeRoute } from '@tenon/core/testing'

import { inventoryOperations } from '../inventory/inventory-operations.ts'
import { badRequest, listAnswer, listIn } from './fake-answers.ts'
import { FAKE_LOCATIONS } from './fake-inventory-locations.ts'
import type { FakeLedger } from './fake-ledger.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeStore } from './fake-store.ts'
import type { FakeSku } from './fake-warehouse-records.ts'

/** MasonHub OpenAPI, `/sku_snapshots`: more lines than about so many are not answered at once. */
const MOST_LINES = 3_000

export function fakeInventoryRoutes(
  { options: { dialect } }: Pick<FakePorts, 'options'>,
  skus: FakeStore<FakeSku>,
  ledger: FakeLedger,
  pathPrefix: string,
): FakeRoute[] {
  function list(request: FakeRequest): FakeAnswer {
    const { searchParams } = request.url
    const limit = Number(searchParams.get('limit') ?? 30)
    const offset = Number(searchParams.get('offset') ?? 0)
    if (!(limit >= 1 && limit <= 100)) return badRequest('limit must be from 1 to 100')
    const cids = listIn(request, 'cid')
    if ((cids ?? []).length > 30) return badRequest('at most 30 of cid')
    const alive =
      cids?.flatMap((cid) => skus.get(cid) ?? []) ??
      [...skus.values()].filter((sku) => sku.deleted_at === null)
    if (alive.length > MOST_LINES) return badRequest('too many lines: request a snapshot')
    const rows = alive.slice(offset, offset + limit).map((sku) => ledger.snapshotOf(sku))
    const echo = { include_ledger: false, limit, offset }
    return listAnswer(rows, dialect?.list ?? 'envelope', 'sku_snapshots', echo)
  }

  return [
    routeOf(
      inventoryOperations.locations,
      () => listAnswer(FAKE_LOCATIONS, dialect?.list ?? 'bare', 'inventory_locations'),
      pathPrefix,
    ),
    routeOf(inventoryOperations.list, list, pathPrefix),
  ]
}
