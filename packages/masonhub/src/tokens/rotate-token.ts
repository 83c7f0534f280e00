import { AbortedError, InvalidInputError, TenonError, type CallOptions, type Secret } from '@tenon/core'

import { tokenClaims } from '../auth/token-claims.ts'
import { createStop } from '../batch/stop.ts'
import { checkRotation } from './check-rotation.ts'
import type { MasonHubTokens } from './masonhub-tokens.ts'
import { readPhrase } from './read-phrase.ts'
import type { Rotation, RotationOptions } from './rotation-options.ts'
import type { TokenParts } from './token-parts.ts'

const SETTLE_MS = 15_000

interface RotationParts extends TokenParts {
  readonly create: MasonHubTokens['create']
  readonly remove: MasonHubTokens['delete']
}

/**
 * The order is the point: at no moment is there no token that works and that the application can find. What was
 * saved is never deleted, also not where `save` failed: it may have stored the token and failed after it.
 */
export async function rotateToken(
  options: RotationOptions,
  { auth, ports, closing, tryOut, create, remove }: RotationParts,
): Promise<Rotation> {
  const { save, signal, settleMs = SETTLE_MS } = checkRotation(options)
  const { clock, random, logger } = ports
  const old = await auth.current()
  const oldPhrase =
    options.oldPhrase === undefined
      ? tokenClaims(old).phrase
      : options.oldPhrase === false
        ? undefined
        : readPhrase(options.oldPhrase, 'oldPhrase', clock)
  const phrase = readPhrase(options.phrase ?? `${random.uuid()}-${random.uuid()}`, 'phrase', clock)
  if (oldPhrase?.matches(phrase) === true || tokenClaims(old).phrase?.matches(phrase) === true) {
    const issues = ['phrase: it is that of the old token, which would be deleted with it']
    throw new InvalidInputError({ message: `masonhub: not rotated: ${issues[0]}`, issues })
  }
  const callOptions: CallOptions = signal === undefined ? {} : { signal }

  const token = await makeToken()
  await saveToken()
  auth.replace(old, token)
  const { expiresAt } = tokenClaims(token)
  const rotation = { token, expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt) }
  return { ...rotation, oldPhrase: await deleteOld() }

  /** It may have stored the token and failed after it, so that nothing is deleted: both stay, and somebody is told. */
  async function saveToken(): Promise<void> {
    try {
      await save(token)
    } catch (error) {
      const code = TenonError.isInstance(error) ? error.code : 'unknown'
      logger?.warn(
        { provider: 'masonhub', code },
        'the new token of a rotation could not be saved: it goes on working until its phrase is deleted, which stands in it',
      )
      throw error
    }
  }

  /** What was made from a phrase that nobody else knows is deleted where it turns out not to work. */
  async function makeToken(): Promise<Secret> {
    try {
      const made = await create(phrase, callOptions)
      await tryOut(made.token, callOptions)
      if (signal?.aborted === true) {
        throw new AbortedError({ message: 'the caller ended the rotation', reason: signal.reason })
      }
      return made.token
    } catch (error) {
      if (options.phrase !== undefined) throw error
      await remove(phrase).catch((reason: unknown) => report(reason, 'the phrase of a rotation that failed'))
      throw error
    }
  }

  async function deleteOld(): Promise<Rotation['oldPhrase']> {
    if (oldPhrase === undefined) return 'kept'
    // The new token must not die with the old one, whatever phrase the vendor put into it.
    if (tokenClaims(token).phrase?.matches(oldPhrase) === true) return 'kept'
    using stop = createStop({ signal: AbortSignal.any([closing, ...(signal ? [signal] : [])]) }, clock)
    await stop.wait(settleMs)
    if (stop.reason !== undefined) return 'kept'
    try {
      await remove(oldPhrase)
      return 'deleted'
    } catch (error) {
      report(error, 'the phrase of the former token')
      return 'unknown'
    }
  }

  function report(error: unknown, what: string): void {
    const code = TenonError.isInstance(error) ? error.code : 'unknown'
    logger?.warn({ provider: 'masonhub', code }, `${what} was not deleted: delete it with tokens.delete`)
  }
}
