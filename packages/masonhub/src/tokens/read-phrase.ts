import { createSecretReader, InvalidInputError, Secret, type Clock } from '@tenon/core'

/** A phrase as a Secret that does not show in any text from now on, not even if the vendor quotes it. */
export function readPhrase(phrase: string | Secret, option: string, clock: Clock): Secret {
  const isText = typeof phrase === 'string' && phrase.trim() !== ''
  if (!isText && !Secret.isInstance(phrase)) {
    const issues = [`${option}: must be text that is not empty, or a Secret`]
    throw new InvalidInputError({ message: `masonhub: nothing was sent: ${issues[0]}`, issues })
  }
  return createSecretReader(phrase, option, clock)() as Secret
}
