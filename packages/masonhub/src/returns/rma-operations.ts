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
import { rmaInput, rmaUpdate } from './rma-input.ts'
import { rma, type Rma } from './rma.ts'

const MOST = 30

const listRmas = defineOperation({
  id: 'returns.list',
  method: 'GET',
  path: '/rmas',
  arrayStyle: 'comma',
  query: z.strictObject({
    /** MasonHub's ids; at most 30. */
    id: searchedIdentifiers.optional(),
    /** Your ids; at most 30. Not declared in MasonHub OpenAPI, but its own links have it. */
    cid: searchedIdentifiers.optional(),
    /** Default: all. */
    status: openEnum(['open', 'in-receiving', 'received', 'deleted', 'all']).optional(),
    /** Made since. */
    sdt: moment.optional(),
    /** Made until. */
    edt: moment.optional(),
    /** Default `'detail'`; the contract describes no summary. */
    list_type: z.enum(['detail', 'summary']).default('detail'),
    ...pageQuery,
  }),
  response: listSchema(rma, ['rmas', 'returns']),
  paging: offsetPaging((row: Rma) => identifyRow(row)),
})

const createRmas = defineOperation({
  id: 'returns.create',
  method: 'POST',
  path: '/rmas',
  body: z.array(rmaInput).min(1).max(MOST).readonly(),
  response: writeResult,
})

const updateRmas = defineOperation({
  id: 'returns.update',
  method: 'PUT',
  path: '/rmas',
  body: z.array(rmaUpdate).min(1).max(MOST).readonly(),
  response: writeResult,
})

const deleteRmas = defineOperation({
  id: 'returns.delete',
  method: 'DELETE',
  path: '/rmas',
  body: z.array(identifiedItem).min(1).max(MOST).readonly(),
  response: writeResult,
})

export const rmaOperations = { list: listRmas, create: createRmas, update: updateRmas, delete: deleteRmas }
