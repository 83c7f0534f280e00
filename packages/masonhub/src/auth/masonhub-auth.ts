import {
  createSecretReader,
  staticCredential,
  type AuthKit,
  type AuthStrategy,
  type Challenge,
  type Grant,
  type HttpResponse,
  type Secret,
  type SecretReader,
} from '@tenon/core'

import type { MasonHubCredential } from '../options/masonhub-options.ts'
import { tokenClaims } from './token-claims.ts'

const DAY_MS = 86_400_000
const WARN_BEFORE_MS = 14 * DAY_MS
const OPTION = 'auth.token'

/** The strategy of a client, with what a rotation needs beside it. */
export interface MasonHubAuth extends AuthStrategy {
  /** The token that calls are sent with now. */
  current(): Promise<Secret>
  /** Has calls sent with another token, as long as the option still gives one that was replaced. */
  replace(former: Secret, token: Secret): void
}

/**
 * `Authorization: Bearer <token>` (MasonHub OpenAPI, `bearer_auth`). The token is issued out of band and is not
 * renewed here; a new one from a function or a file is taken up without a restart, one from a rotation at once.
 */
export function masonhubAuth(
  { token }: MasonHubCredential,
  kit: Pick<AuthKit, 'clock' | 'logger'>,
): MasonHubAuth {
  const { clock, logger } = kit
  const readOption = createSecretReader(token, OPTION, clock)
  const replaced: Secret[] = []
  let read: SecretReader = readOption
  let strategy = sentWith(token)
  /** Counts the tokens, so that a 401 about a former one is told from one about the current. */
  let generation = 0
  let latest: Secret | undefined

  function inspect(secret: Secret): void {
    generation += 1
    latest = secret
    // With the first token a 401 is final: there is no other to try.
    if (generation > 1) auth.challenged = challenged
    warnBeforeExpiry(secret)
  }

  /** A 401 about a token that was replaced in the meantime: the request was not processed. */
  async function challenged(_: HttpResponse, used: Grant): Promise<Challenge> {
    if (used.generation !== generation) return 'reauthorize'
    return latest === undefined || latest.matches(await read()) ? 'give-up' : 'reauthorize'
  }

  function warnBeforeExpiry(secret: Secret): void {
    const { expiresAt } = tokenClaims(secret)
    if (expiresAt === undefined || expiresAt - clock.wall() > WARN_BEFORE_MS) return
    const days = Math.floor((expiresAt - clock.wall()) / DAY_MS)
    const fields = {
      option: OPTION,
      expiresAt: new Date(expiresAt).toISOString(),
      days,
    }
    logger.warn(
      fields,
      days < 0 ? 'the token has expired: ask MasonHub for a new one' : 'the token expires soon',
    )
  }

  function sentWith(secret: MasonHubCredential['token']): AuthStrategy {
    return staticCredential({ secret, option: OPTION, clock, inspect })
  }

  /** Reads the option, but for what was replaced: a plain value never changes, and a file may be late. */
  function readingPast(next: Secret): SecretReader {
    let known: { readonly given: Secret; readonly sent: Secret } | undefined
    const choose = (given: Secret): Secret => {
      if (known?.given !== given) {
        known = { given, sent: replaced.some((former) => former.matches(given)) ? next : given }
      }
      return known.sent
    }
    return () => {
      const given = readOption()
      return given instanceof Promise ? given.then(choose) : choose(given)
    }
  }

  const auth: MasonHubAuth = {
    name: 'masonhub-token',
    headers: strategy.headers,
    authorize(request, call) {
      const done = strategy.authorize(request, call)
      return done instanceof Promise ? done.then(() => ({ generation })) : { generation }
    },
    async ready(signal) {
      await strategy.ready?.(signal)
    },
    current: async () => read(),
    replace(former, next) {
      replaced.push(former)
      read = readingPast(createSecretReader(next, OPTION, clock)() as Secret)
      strategy = sentWith(read)
      generation += 1
      auth.challenged = challenged
    },
  }
  return auth
}
