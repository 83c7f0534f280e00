import { readFile } from 'node:fs/promises'

import type { Clock } from '../clock/clock.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { hideEverywhere } from './scrubber.ts'
import { Secret } from './secret.ts'

const FILE_FRESH_MS = 5_000

/**
 * Where a secret comes from. A function or a file is asked again, so that a credential can be rotated without
 * a restart: a function for every use, a file at most every five seconds.
 */
export type SecretSource =
  | string
  | Secret
  | (() => SecretValue | Promise<SecretValue>)
  | { readonly file: string }

export type SecretValue = string | Secret

/** Reads the secret as it is now; synchronous where the source allows it. */
export type SecretReader = () => Secret | Promise<Secret>

/** @param option how the option is called, for the error when the secret cannot be read */
export function createSecretReader(source: SecretSource, option: string, clock: Clock): SecretReader {
  if (typeof source === 'string' || Secret.isInstance(source)) {
    const secret = toSecret(source, option)
    return () => secret
  }
  let last: Secret | undefined
  /** The same value gives the same Secret, so that what is derived from it can be kept. */
  const keep = (value: SecretValue): Secret => {
    const next = toSecret(value, option)
    if (last?.matches(next) === true) return last
    if (last !== undefined) hideEverywhere(last.reveal(), 'passing')
    return (last = next)
  }
  if (typeof source === 'function') {
    return () => {
      const value: SecretValue | Promise<SecretValue> | null = source()
      return typeof value === 'object' && value !== null && 'then' in value ? value.then(keep) : keep(value)
    }
  }
  const file: unknown = source?.file
  if (typeof file !== 'string' || file === '')
    throw new ConfigurationError({ message: `option "${option}" is missing`, option })
  let freshUntil = Number.NEGATIVE_INFINITY
  let reading: Promise<Secret> | undefined
  async function read(path: string): Promise<Secret> {
    try {
      return keep((await readFile(path, 'utf8')).trim())
    } catch (cause) {
      // While a file is being replaced it may be missing for a moment: what was read before still counts.
      if (last !== undefined) return last
      if (ConfigurationError.isInstance(cause)) throw cause
      const message = `the file of option "${option}" cannot be read: ${path}`
      throw new ConfigurationError({ message, option, cause })
    } finally {
      freshUntil = clock.monotonic() + FILE_FRESH_MS
      reading = undefined
    }
  }
  return () => (last !== undefined && clock.monotonic() < freshUntil ? last : (reading ??= read(file)))
}

function toSecret(value: SecretValue, option: string): Secret {
  const text: unknown = Secret.isInstance(value) ? value.reveal() : value
  if (typeof text !== 'string' || text.trim() === '') {
    throw new ConfigurationError({ message: `option "${option}" is empty`, option })
  }
  hideEverywhere(text, 'lasting')
  return Secret.isInstance(value) ? value : new Secret(text)
}
