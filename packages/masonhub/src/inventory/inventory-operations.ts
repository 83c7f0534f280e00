import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { offsetPaging } from '../wire/offset-paging.ts'
import { pageQuery } from '../wire/page-query.ts'
import { listSchema } from '../wire/read-list.ts'
import { writeResult } from '../wire/read-write-result.ts'
import { moment, searchedIdentifiers } from '../wire/sent.ts'
import { inventoryLocation } from './inventory-location.ts'
import { skuSnapshot, type SkuSnapshot } from './sku-snapshot.ts'

const listLocations = defineOperation({
  id: 'inventory.locations',
  method: 'GET',
  path: '/inventory_locations',
  response: listSchema(inventoryLocation, ['inventory_locations', 'locations']),
})

const listSkuSnapshots = defineOperation({
  id: 'inventory.list',
  method: 'GET',
  path: '/sku_snapshots',
  arrayStyle: 'comma',
  query: z.strictObject({
    /** Your ids of SKUs; at most 30. */
    cid: searchedIdentifiers.optional(),
    ...pageQuery,
  }),
  response: listSchema(skuSnapshot, ['sku_snapshots', 'snapshots', 'skus']),
  paging: offsetPaging((row: SkuSnapshot) => row.customer_identifier),
})

const requestSnapshot = defineOperation({
  id: 'inventory.requestSnapshot',
  method: 'POST',
  path: '/snapshot_request',
  body: z.strictObject({
    /** The only type there is. */
    snapshot_type: z.literal('full'),
    /** The moment that it is of. The vendor's default is now. */
    snapshot_as_of_date: moment.optional(),
  }),
  response: writeResult,
})

export const inventoryOperations = {
  locations: listLocations,
  list: listSkuSnapshots,
  requestSnapshot,
}
