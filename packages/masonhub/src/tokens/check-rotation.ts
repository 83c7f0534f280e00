import { InvalidInputError, Secret } from '@tenon/core'
import { z } from 'zod'

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
  const checked = rotationOptions.safeParse(options)
  if (checked.success) return checked.data
  const issues = checked.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
  throw new InvalidInputError({ message: `masonhub: not rotated: ${issues.join('; ')}`, issues })
}
