import { Secret } from '@tenon/core'
import { z } from 'zod'

import { checkInput } from '../wire/check-input.ts'
import type { RotationOptions } from './rotation-options.ts'

const phrase = z.custom<string | Secret>(
  (value) => typeof value === 'string' || Secret.isInstance(value),
  'must be text or a Secret',
)

const rotationOptions = z.strictObject({
  save: z.custom<RotationOptions['save']>((value) => typeof value === 'function', 'must be a function'),
  phrase: phrase.optional(),
  oldPhrase: z.union([phrase, z.literal(false)]).optional(),
  settleMs: z.number().min(0).optional(),
  signal: z.custom<AbortSignal>((value) => value instanceof AbortSignal, 'must be an AbortSignal').optional(),
})

/** @throws InvalidInputError before anything is sent */
export function checkRotation(options: RotationOptions): RotationOptions {
  return checkInput(rotationOptions, options, 'masonhub: not rotated')
}
