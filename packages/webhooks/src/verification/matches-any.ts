import type { Secret } from '@tenon/core'

/** Is it one of the secrets? Every one is tried, so that the time taken does not tell which. */
export function matchesAny(secrets: readonly Secret[], candidate: string): boolean {
  let matched = false
  for (const secret of secrets) matched = secret.matches(candidate) || matched
  return matched
}
