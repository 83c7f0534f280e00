import { readFile } from 'node:fs/promises'

import type { Clock } from '../clock/clock.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { hideEverywhere } from './scrubber.ts'
import type { SecretSource, SecretValue } from './secret-source.ts'
import { Secret } from './secret.ts'

const FILE_FRESH_MS = 5_000

/** Reads the secret as it is now; synchronous where the source allows it. */
export type SecretReader = () => Secret | Promise<Secret>

/** @param option how the option is called, for the error when the secret cannot be read */
export function createSecretReader(source: SecretSource, option: string, clock: Clock): SecretReader {
  if (typeof source === 'string' || Secret.isInstance(source)) {
    const secret = toSecret(source, option)
    return () => secret
  }
  if (typeof source === 'function') return readingFunction(source, option)
  if (typeof source?.file === 'string' && source.file !== '') return readingFile(source.file, option, clock)
  throw new ConfigurationError({ message: `option "${option}" is missing`, option })
}

function readingFunction(source: () => SecretValue | Promise<SecretValue>, option: string): SecretReader {
  let last: Secret | undefined
  /** The same value gives the same Secret, so that what is derived from it can be kept. */
  function keep(value: SecretValue): Secret {
    const next = toSecret(value, option)
    if (last === undefined || !last.matches(next)) last = next
    return last
  }
  return () => {
    const value = source()
    return typeof value === 'object' && 'then' in value ? value.then(keep) : keep(value)
  }
}

function readingFile(file: string, option: string, clock: Clock): SecretReader {
  let last: Secret | undefined
  let readAt = 0
  let reading: Promise<Secret> | undefined

  async function read(): Promise<Secret> {
    try {
      const value = toSecret((await readFile(file, 'utf8')).trim(), option)
      if (last === undefined || !last.matches(value)) last = value
      return last
    } catch (cause) {
      // While a file is being replaced it may be missing for a moment: what was read before still counts.
      if (last !== undefined) return last
      if (ConfigurationError.isInstance(cause)) throw cause
      throw new ConfigurationError({
        message: `the file of option "${option}" cannot be read: ${file}`,
        option,
        cause,
      })
    } finally {
      readAt = clock.monotonic()
      reading = undefined
    }
  }

  return () => {
    if (last !== undefined && clock.monotonic() - readAt < FILE_FRESH_MS) return last
    return (reading ??= read())
  }
}

function toSecret(value: SecretValue, option: string): Secret {
  const text: unknown = Secret.isInstance(value) ? value.reveal() : value
  if (typeof text !== 'string' || text.trim() === '') {
    throw new ConfigurationError({ message: `option "${option}" is empty`, option })
  }
  const secret = Secret.isInstance(value) ? value : new Secret(value)
  hideEverywhere(secret.reveal(), 'lasting')
  return secret
}
