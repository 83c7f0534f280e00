import type { InvalidInputError } from '@tenon/core'

import { notSent } from './not-sent.ts'

/** One order takes the place of one that came to nothing: two would be two gifts. */
export function alreadyReplaced(): InvalidInputError {
  return notSent(['instead: another order has taken its place'], 'Resume that one')
}
