import { z } from 'zod'

import { listOf, numeric, received, text } from './received.ts'

/** What was received of a line, by inventory status (MasonHub OpenAPI, `receiving_details`). */
export const receivingDetails = received(
  z.record(z.string(), listOf(z.looseObject({ notes: text, quantity: numeric }))),
)
