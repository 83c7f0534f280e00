import { AuthenticationError, CredentialsRefusedError, PermissionError, type TenonError } from '@tenon/core'

/** What another process was told by the vendor, for the callers of this one. */
export function sharedFailure(code: string, retryAt: Date): TenonError {
  const refusal = [CredentialsRefusedError, PermissionError].find((kind) => kind.code === code)
  const Failure = refusal ?? AuthenticationError
  const message = `another process could not log in (${code}); its log says why`
  return new Failure({ message, retryAt, transient: refusal === undefined })
}
