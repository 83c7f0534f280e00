import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { identifiedItem } from '../wire/identified-item.ts'
import { identifyRow } from '../wire/identify-row.ts'
import { offsetPaging } from '../wire/offset-paging.ts'
import { pageQuery } from '../wire/page-query.ts'
import { listSchema } from '../wire/read-list.ts'
import { writeResult } from '../wire/read-write-result.ts'
import { searchedIdentifiers } from '../wire/sent.ts'
import { skuInput, skuUpdate } from './sku-input.ts'
import { sku, type Sku } from './sku.ts'

/** What the vendor's guides name; its contract names nothing. */
export const MOST_SKUS = 100

const listSkus = defineOperation({
  id: 'skus.list',
  method: 'GET',
  path: '/skus',
  arrayStyle: 'comma',
  query: z.strictObject({
    /** MasonHub's ids; at most 30. */
    id: searchedIdentifiers.optional(),
    /** Your ids; at most 30. */
    cid: searchedIdentifiers.optional(),
    /** Default `'detail'`. */
    list_type: z.enum(['detail', 'summary']).default('detail'),
    /** With what there is of each; in detail lists only. */
    include_counts: z.boolean().optional(),
    ...pageQuery,
  }),
  response: listSchema(sku, ['skus']),
  paging: offsetPaging((row: Sku) => identifyRow(row)),
})

const createSkus = defineOperation({
  id: 'skus.create',
  method: 'POST',
  path: '/skus',
  body: z.array(skuInput).min(1).max(MOST_SKUS).readonly(),
  response: writeResult,
})

const updateSkus = defineOperation({
  id: 'skus.update',
  method: 'PUT',
  path: '/skus',
  body: z.array(skuUpdate).min(1).max(MOST_SKUS).readonly(),
  response: writeResult,
})

const deleteSkus = defineOperation({
  id: 'skus.delete',
  method: 'DELETE',
  path: '/skus',
  body: z.array(identifiedItem).min(1).max(MOST_SKUS).readonly(),
  response: writeResult,
})

export const skuOperations = { list: listSkus, create: createSkus, update: updateSkus, delete: deleteSkus }
