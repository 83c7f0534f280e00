import {
  AuthenticationError,
  ConfigurationError,
  CredentialsRefusedError,
  PermissionError,
  TenonError,
} from '@tenon/core'

const PERMANENT = new Set<string>([
  AuthenticationError.code,
  ConfigurationError.code,
  CredentialsRefusedError.code,
  PermissionError.code,
])

/** Does a person have to mend something before anything can go on? Then waiting is no use. */
export function isPermanent(error: unknown): boolean {
  return TenonError.isInstance(error) && PERMANENT.has(error.code)
}
