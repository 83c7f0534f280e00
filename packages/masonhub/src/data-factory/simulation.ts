import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { writeResult } from '../wire/read-write-result.ts'

/** The operation of a simulator, by its name in the path (MasonHub OpenAPI, `/data_factory/*`). */
export function simulation<Body extends z.ZodType>(action: string, item: Body) {
  return defineOperation({
    id: `dataFactory.${action}`,
    method: 'POST',
    path: `/data_factory/${action}`,
    body: z.array(item).min(1).readonly(),
    response: writeResult,
  })
}
