import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { identifiedItem } from '../wire/identified-item.ts'
import { identifyRow } from '../wire/identify-row.ts'
import { offsetPaging } from '../wire/offset-paging.ts'
import { openEnum } from '../wire/open-enum.ts'
import { pageQuery } from '../wire/page-query.ts'
import { listSchema } from '../wire/read-list.ts'
import { writeResult } from '../wire/read-write-result.ts'
import { moment, searchedIdentifiers } from '../wire/sent.ts'
import { inboundShipmentInput, inboundShipmentUpdate } from './inbound-shipment-input.ts'
import { inboundShipment, type InboundShipment } from './inbound-shipment.ts'

const MOST = 30

const listInboundShipments = defineOperation({
  id: 'inboundShipments.list',
  method: 'GET',
  path: '/inbound_shipments',
  arrayStyle: 'comma',
  query: z.strictObject({
    /** MasonHub's ids; at most 30. */
    id: searchedIdentifiers.optional(),
    /** Your ids; at most 30. */
    cid: searchedIdentifiers.optional(),
    /** Your ids of purchase orders; at most 30. */
    cpid: searchedIdentifiers.optional(),
    /** Default: all. */
    status: openEnum(['open', 'in-receiving', 'received', 'deleted', 'all']).optional(),
    /** Expected to arrive since. */
    sdt: moment.optional(),
    /** Expected to arrive until. */
    edt: moment.optional(),
    /** Default `'detail'`. */
    list_type: z.enum(['detail', 'summary']).default('detail'),
    ...pageQuery,
  }),
  response: listSchema(inboundShipment, ['inbound_shipments']),
  paging: offsetPaging((row: InboundShipment) => identifyRow(row)),
})

const createInboundShipments = defineOperation({
  id: 'inboundShipments.create',
  method: 'POST',
  path: '/inbound_shipments',
  body: z.array(inboundShipmentInput).min(1).max(MOST).readonly(),
  response: writeResult,
})

const updateInboundShipments = defineOperation({
  id: 'inboundShipments.update',
  method: 'PUT',
  path: '/inbound_shipments',
  body: z.array(inboundShipmentUpdate).min(1).max(MOST).readonly(),
  response: writeResult,
})

const deleteInboundShipments = defineOperation({
  id: 'inboundShipments.delete',
  method: 'DELETE',
  path: '/inbound_shipments',
  body: z.array(identifiedItem).min(1).max(MOST).readonly(),
  response: writeResult,
})

export const inboundShipmentOperations = {
  list: listInboundShipments,
  create: createInboundShipments,
  update: updateInboundShipments,
  delete: deleteInboundShipments,
}
