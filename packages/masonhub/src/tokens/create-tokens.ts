import {
  createSecretReader,
  InvalidInputError,
  MalformedResponseError,
  type CallOptions,
  type Secret,
} from '@tenon/core'

import { tokenClaims } from '../auth/token-claims.ts'
import type { MadeToken, MasonHubTokens } from './masonhub-tokens.ts'
import { readPhrase } from './read-phrase.ts'
import { rotateToken } from './rotate-token.ts'
import type { Rotation, RotationOptions } from './rotation-options.ts'
import type { TokenParts } from './token-parts.ts'

export function createTokens(parts: TokenParts): MasonHubTokens {
  const { methods, auth, ports } = parts
  const { clock } = ports
  let isRotating = false

  async function create(phrase: string | Secret, options?: CallOptions): Promise<MadeToken> {
    const secret = readPhrase(phrase, 'phrase', clock)
    const pending = methods.create({ body: { secret_phrase: secret } }, options)
    const { encrypted_key, encrypted_token, id } = await pending
    const made = encrypted_key ?? encrypted_token
    if (!made) {
      throw new MalformedResponseError({
        message: 'the answer has no token in it',
        advice: 'Delete the phrase, and make a token from another',
        call: pending.call,
      })
    }
    const token = createSecretReader(made, 'token', clock)() as Secret
    const { expiresAt } = tokenClaims(token)
    return {
      token,
      id: id ?? undefined,
      expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
    }
  }

  async function remove(phrase: string | Secret, options?: CallOptions): Promise<void> {
    const secret = readPhrase(phrase, 'phrase', clock)
    if (tokenClaims(await auth.current()).phrase?.matches(secret) === true) {
      const issues = ['phrase: it is that of the token in use']
      const message = `masonhub: not deleted: ${issues[0]}`
      throw new InvalidInputError({ message, issues, advice: 'Rotate the token instead' })
    }
    await methods.delete({ body: { secret_phrase: secret } }, options)
  }

  async function rotate(options: RotationOptions): Promise<Rotation> {
    if (isRotating) {
      const message = 'masonhub: not rotated: a rotation is under way'
      throw new InvalidInputError({ message, issues: [message] })
    }
    isRotating = true
    try {
      return await rotateToken(options, { ...parts, create, remove })
    } finally {
      isRotating = false
    }
  }

  return Object.freeze({ create, delete: remove, rotate })
}
