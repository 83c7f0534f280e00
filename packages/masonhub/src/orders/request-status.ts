import { statusWord, type Open } from '../wire/open-enum.ts'

/** MasonHub OpenAPI, examples and callbacks of order requests; `processing` and `partial` are in guides only. */
const REQUEST_STATUSES = ['pending', 'processing', 'partial', 'success', 'failure'] as const

/** Known words come in lower case, whatever the vendor's spelling was; an unknown one as it came. */
export type RequestStatus = Open<(typeof REQUEST_STATUSES)[number]>

/** Some guides write `failed`. */
export const requestStatus = statusWord(REQUEST_STATUSES).transform((word): RequestStatus =>
  word.toLowerCase() === 'failed' ? 'failure' : word,
)
