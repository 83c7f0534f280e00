import { routeOf, type FakeRoute } from '@tenon/core/testing'

import { shipmentOperations } from '../shipments/shipment-operations.ts'
import { listAnswer, listIn, pageOf } from './fake-answers.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeOrder } from './fake-records.ts'

/** The shipments of all orders, the latest first. */
export function fakeShipmentRoutes({ options, books }: FakePorts, pathPrefix: string): FakeRoute[] {
  const orders = books.collection<FakeOrder>('orders')
  return [
    routeOf(
      shipmentOperations.list,
      (request) => {
        const { searchParams } = request.url
        const ids = listIn(request, 'id')
        const orderIds = listIn(request, 'coid')
        const [sdt, edt] = [searchParams.get('sdt'), searchParams.get('edt')]
        const rows = [...orders.values()]
          .flatMap(({ shipments }) => shipments)
          .filter(
            ({ id, customer_order_id, shipment_date_time }) =>
              (ids === undefined || ids.includes(id)) &&
              (orderIds === undefined || orderIds.includes(customer_order_id)) &&
              (sdt === null || Date.parse(shipment_date_time) >= Date.parse(sdt)) &&
              (edt === null || Date.parse(shipment_date_time) <= Date.parse(edt)),
          )
          .toReversed()
        const page = pageOf(request, rows)
        if ('status' in page) return page
        const { limit, offset, rows: shown } = page
        const search_criteria = { status: 'all', sdt, edt }
        const echo = { limit, offset, include_counts: false, search_criteria }
        return listAnswer(shown, options.dialect?.list ?? 'envelope', 'shipments', echo)
      },
      pathPrefix,
    ),
  ]
}
