import { Secret } from '@tenon/core'
import { z } from 'zod'

import { received } from './received.ts'

/** A secret of an answer: it does not show from the moment it is read. */
export const hidden = received(
  z
    .string()
    .min(1)
    .transform((value) => new Secret(value)),
)
