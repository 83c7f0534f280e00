import {
  ConfigurationError,
  createSecretReader,
  type Clock,
  type Secret,
  type SecretSource,
} from '@tenon/core'

/** Is it one of the shared secrets? Every one is tried, so that the time taken does not tell which. */
export type SecretCheck = (candidate: string) => Promise<boolean>

/** @throws ConfigurationError without a secret, or with an empty one */
export function openSecrets(sources: SecretSource | readonly SecretSource[], clock: Clock): SecretCheck {
  const given = [sources].flat() as SecretSource[]
  if (given.length === 0 || given.some((source) => !source)) {
    throw new ConfigurationError({
      message: 'option "secrets": a secret is missing or empty',
      advice: "Without one anybody could spend your users' coins",
      option: 'secrets',
    })
  }
  const readers = given.map((source) => createSecretReader(source, 'secrets', clock))
  return async (candidate) => {
    const secrets: Secret[] = await Promise.all(readers.map(async (read) => read()))
    let isKnown = false
    for (const secret of secrets) isKnown = secret.matches(candidate) || isKnown
    return isKnown
  }
}
