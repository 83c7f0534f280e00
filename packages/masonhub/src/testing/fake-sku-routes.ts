import type { FakeRoute } from '@tenon/core/testing'

import { skuInput, skuUpdate, type CheckedSku, type CheckedSkuUpdate } from '../skus/sku-input.ts'
import { MOST_SKUS, skuOperations } from '../skus/sku-operations.ts'
import type { FakeMessage } from './fake-answers.ts'
import type { FakeLedger } from './fake-ledger.ts'
import type { FakePorts } from './fake-ports.ts'
import { fakeRecordRoutes } from './fake-record-routes.ts'
import type { FakeStore } from './fake-store.ts'
import type { FakeSku } from './fake-warehouse-records.ts'

export function fakeSkuRoutes(
  ports: FakePorts,
  skus: FakeStore<FakeSku>,
  ledger: FakeLedger,
  pathPrefix: string,
): FakeRoute[] {
  /** Which SKU has a bar code. */
  const owners = new Map<string, string>()
  for (const sku of skus.values()) own(sku)

  function own(sku: FakeSku): void {
    if (sku.deleted_at === null) for (const code of codesOf(sku)) owners.set(code, sku.customer_identifier)
  }

  function refuse(item: CheckedSku | CheckedSkuUpdate, former: FakeSku | undefined): FakeMessage[] {
    const taken = codesOf(item).some(
      (code) => (owners.get(code) ?? item.customer_identifier) !== item.customer_identifier,
    )
    return [
      ...(taken ? [message('customer_bar_code', '301: has already been taken, it must be unique')] : []),
      ...(former === undefined ? [] : refuseKit(item, former)),
    ]
  }

  return fakeRecordRoutes<FakeSku, CheckedSku, CheckedSkuUpdate>(
    {
      name: 'skus',
      noun: 'SKU',
      operations: skuOperations,
      input: skuInput,
      update: skuUpdate,
      mostItems: MOST_SKUS,
      createStatus: 201,
      refuse,
      locked: () => [],
      created: (item, base) => ({ ...item, ...base, conveyable: true, lot: false }),
      updated: (item, former, base) => ({
        ...item,
        ...dimensionsOf(former),
        ...base,
        conveyable: true,
        lot: false,
      }),
      deleted: (former, base) => ({ ...former, ...base }),
      stored(record, former) {
        if (former !== undefined) for (const code of codesOf(former)) owners.delete(code)
        if (record !== undefined) own(record)
      },
      matches: ({ deleted_at }) => deleted_at === null || (ports.options.deleted ?? 'gone') !== 'gone',
      detail: (sku, { url }) =>
        url.searchParams.get('include_counts') === 'true'
          ? { ...sku, inventory_totals: ledger.countsOf(sku) }
          : sku,
      summary: (sku) => {
        const { counts_by_status } = ledger.countsOf(sku) as { counts_by_status?: object }
        return {
          id: sku.id,
          customer_identifier: sku.customer_identifier,
          inventory_totals: counts_by_status,
        }
      },
    },
    skus,
    ports,
    pathPrefix,
  )
}

function codesOf(item: CheckedSkuUpdate): string[] {
  return [item.customer_bar_code, item.vendor_bar_code, ...(item.bar_codes ?? [])].filter(
    (code) => typeof code === 'string',
  )
}

/** An update does not change them (MasonHub OpenAPI, `sku_put`). */
function dimensionsOf({ dim_weight, dim_length, dim_width, dim_height, dim_volume }: FakeSku) {
  return { dim_weight, dim_length, dim_width, dim_height, dim_volume }
}

function refuseKit(item: CheckedSkuUpdate, former: FakeSku): FakeMessage[] {
  if (former.is_kit !== true) return []
  if (item.is_kit !== true) return [message('is_kit', 'a kit cannot be unmade')]
  const isSame = JSON.stringify(item.kit_skus ?? []) === JSON.stringify(former.kit_skus ?? [])
  return isSame ? [] : [message('kit_skus', 'the parts of a kit cannot be changed')]
}

function message(field_name: string, error: string): FakeMessage {
  return { field_name, errors: [error] }
}
