import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { listOf, received, text } from '../wire/received.ts'

const graphQlError = z.looseObject({
  message: text,
  path: listOf(z.union([z.string(), z.number()])),
  extensions: received(z.looseObject({ code: text })),
})

/** Only one later page of the vendor's knows it. It has no account in its path: the token tells that. */
export const graphQlOperation = defineOperation({
  id: 'graphql',
  method: 'POST',
  path: '/api/v2/graphql',
  absolute: true,
  body: z.strictObject({
    query: z.string().min(1),
    variables: z.record(z.string(), z.unknown()).optional(),
  }),
  response: z.looseObject({
    data: z.record(z.string(), z.unknown()).nullish(),
    errors: listOf(graphQlError),
  }),
})
