import type { TenonError } from '@tenon/core'

/**
 * Is a request answered as one to an address that there is not? The vendor says 404 of a record, too, but of every
 * request only where the account's slug is wrong. What names a code is about a record.
 */
export function isWrongAddress({ status, vendor }: TenonError): boolean {
  return (status === 404 || status === 405) && vendor?.id === undefined && vendor?.code === undefined
}
