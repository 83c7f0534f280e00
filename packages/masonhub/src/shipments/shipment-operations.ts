import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { shipment, type Shipment } from '../orders/shipment.ts'
import { identifyRow } from '../wire/identify-row.ts'
import { offsetPaging } from '../wire/offset-paging.ts'
import { pageQuery } from '../wire/page-query.ts'
import { listSchema } from '../wire/read-list.ts'
import { moment, searchedIdentifiers } from '../wire/sent.ts'

const listShipments = defineOperation({
  id: 'shipments.list',
  method: 'GET',
  path: '/shipments',
  arrayStyle: 'comma',
  query: z.strictObject({
    /** MasonHub's ids; at most 30. */
    id: searchedIdentifiers.optional(),
    /** Your ids of orders; at most 30. */
    coid: searchedIdentifiers.optional(),
    /** From when. The contract does not say of what: of the shipping, presumably. */
    sdt: moment.optional(),
    /** Until when; alone it means all before it. */
    edt: moment.optional(),
    ...pageQuery,
  }),
  response: listSchema(shipment, ['shipments']),
  paging: offsetPaging((row: Shipment) => identifyRow(row)),
})

export const shipmentOperations = { list: listShipments }
