import { InvalidInputError, type VendorError } from '@tenon/core'

/**
 * An order that is refused on this side.
 *
 * @param vendor the number that the vendor would have refused it with
 */
export function notSent(issues: readonly string[], advice?: string, vendor?: VendorError): InvalidInputError {
  return new InvalidInputError({
    message: `hubble order not sent: ${issues.join('; ')}`,
    issues,
    advice,
    vendor,
  })
}
