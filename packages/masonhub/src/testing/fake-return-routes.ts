import type { FakeRequest, FakeRoute } from '@tenon/core/testing'

import { rmaInput, rmaUpdate, type CheckedRma } from '../returns/rma-input.ts'
import { rmaOperations } from '../returns/rma-operations.ts'
import type { FakeMessage } from './fake-answers.ts'
import type { FakeLedger, LedgerChange } from './fake-ledger.ts'
import { isInWindow } from './fake-list-window.ts'
import type { FakePorts } from './fake-ports.ts'
import { fakeRecordRoutes } from './fake-record-routes.ts'
import { fakeLabelRoute } from './fake-return-labels.ts'
import type { FakeStore } from './fake-store.ts'
import type { FakeRecord, FakeRma, FakeSku } from './fake-warehouse-records.ts'

export function fakeReturnRoutes(
  ports: FakePorts,
  rmas: FakeStore<FakeRma>,
  skus: FakeStore<FakeSku>,
  ledger: FakeLedger,
  pathPrefix: string,
): FakeRoute[] {
  const { ids } = ports

  function refuse(item: CheckedRma): FakeMessage[] {
    return item.line_items.flatMap(({ customer_sku_id }, index) =>
      skus.get(customer_sku_id) === undefined
        ? [{ field_name: `line_items.${index}.customer_sku_id`, errors: ['303: the SKU does not exist'] }]
        : [],
    )
  }

  /** The carrier is asked for a label while the return is taken. */
  function labelOf(item: CheckedRma, base: FakeRecord, request: FakeRequest): Partial<FakeRma> {
    if (item.generate_return_label === false) return {}
    return {
      package_id: `420${ids.uuid().replaceAll('-', '').slice(0, 17)}`,
      return_label_url: `http://${request.headers['host']}${pathPrefix}/return-labels/${base.id}.pdf`,
    }
  }

  function build(item: CheckedRma, base: FakeRecord, version: number, request: FakeRequest): FakeRma {
    const { generate_return_label: _, ...said } = item
    return { ...said, ...base, ...labelOf(item, base, request), status: 'open', version, received_at: null }
  }

  const routes = fakeRecordRoutes<FakeRma, CheckedRma, CheckedRma>(
    {
      name: 'rmas',
      noun: 'Rma',
      operations: rmaOperations,
      input: rmaInput,
      update: rmaUpdate,
      mostItems: 30,
      createStatus: 200,
      refuse,
      locked: ({ status }) =>
        status === 'open'
          ? []
          : [{ field_name: 'status', errors: ['409: must be in open status to be updated'] }],
      created: (item, base, request) => build(item, base, 1, request),
      updated(item, former, base, request) {
        const { return_label_url } = former
        const kept = item.generate_return_label === false && return_label_url ? { return_label_url } : {}
        return { ...build(item, base, former.version + 1, request), ...kept }
      },
      deleted: (former, base) => ({ ...former, ...base, status: 'deleted', version: former.version + 1 }),
      stored: (record, former) => ledger.apply([...expectedOf(former, -1), ...expectedOf(record, 1)]),
      result: ({ return_label_url, package_id }) =>
        return_label_url === undefined
          ? {}
          : { additional_data: { return_label_url, return_tracking_number: package_id } },
      matches(rma, request) {
        const status = request.url.searchParams.get('status') ?? 'all'
        return (status === 'all' || rma.status === status) && isInWindow(rma.created_at, request)
      },
      detail: (rma) => rma,
      // The contract offers only the detail.
      summary: (rma) => rma,
    },
    rmas,
    ports,
    pathPrefix,
  )
  return [...routes, fakeLabelRoute(rmas, pathPrefix)]
}

function expectedOf(rma: FakeRma | undefined, sign: 1 | -1): LedgerChange[] {
  return (rma?.line_items ?? []).map(({ customer_sku_id, quantity }) => ({
    sku: customer_sku_id,
    status: 'expected',
    quantity: sign * quantity,
  }))
}
