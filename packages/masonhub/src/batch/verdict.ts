import {
  AuthenticationError,
  ClosedError,
  ConfigurationError,
  CredentialsRefusedError,
  HttpError,
  InvalidInputError,
  PermissionError,
  type TenonError,
} from '@tenon/core'

/** The same would befall every other request of the batch. */
const CONCERNS_ALL: ReadonlySet<string> = new Set([
  AuthenticationError.code,
  ClosedError.code,
  ConfigurationError.code,
  CredentialsRefusedError.code,
  InvalidInputError.code,
  PermissionError.code,
])

const NOT_FINAL = new Set([408, 425])

/**
 * What a failed request says about its items. `'stop'`: nothing, and no other request will do better.
 * `'refused'`: the vendor has looked at the request and not taken it. `'unclear'`: it may have been taken.
 */
export function verdictOf(error: TenonError): 'stop' | 'refused' | 'unclear' {
  if (CONCERNS_ALL.has(error.code)) return 'stop'
  if (!HttpError.isInstance(error) || error.status === undefined) return 'unclear'
  // An answer that is not in the vendor's form may come from something on the way to it.
  const isTheVendors = error.vendor?.message !== undefined || error.vendor?.code !== undefined
  return isTheVendors && error.status < 500 && !NOT_FINAL.has(error.status) ? 'refused' : 'unclear'
}
