import { InvalidInputError } from '@tenon/core'

/** An order that is refused on this side. */
export function notSent(issues: readonly string[], advice?: string): InvalidInputError {
  return new InvalidInputError({ message: `hubble order not sent: ${issues.join('; ')}`, issues, advice })
}
