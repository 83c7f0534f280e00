import { createHmac, timingSafeEqual } from 'node:crypto'

import type { FakePorts } from './fake-ports.ts'

/** The vendor's sample token lasts for so long. */
const HUNDRED_YEARS_S = 100 * 365 * 86_400

export interface IssueTokenOptions {
  /** Seconds until its `exp`; negative for one that has expired. Default: a hundred years. */
  readonly expiresInSeconds?: number
}

export interface FakeTokens {
  issue(options?: IssueTokenOptions): string
  /** Makes a token from a phrase. */
  make(phrase: string, options?: IssueTokenOptions): string
  /** Deletes a phrase: every token with it stops working. */
  forget(phrase: string): void
  /** Deletes the token's phrase: it and every other token with this phrase stop working. */
  revoke(token: string): void
  /** Why a request with this header is refused; undefined if it is not. */
  problemWith(authorization: string | undefined): string | undefined
  /** Tokens and phrases that were issued by this process. */
  readonly secrets: readonly string[]
}

/** Tokens as MasonHub's: a JWT signed with HS256 that carries a secret phrase, which the vendor keeps a record of. */
export function createFakeTokens({
  books,
  clock,
  ids,
}: Pick<FakePorts, 'books' | 'clock' | 'ids'>): FakeTokens {
  const keys = books.collection<string>('signing-keys')
  const phrases = books.collection<true>('phrases')
  const secrets: string[] = []
  const key = keys.get('key') ?? ids.uuid()
  keys.set('key', key)

  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url')

  function make(
    secretPhrase: string,
    { expiresInSeconds = HUNDRED_YEARS_S }: IssueTokenOptions = {},
  ): string {
    const iat = Math.floor(clock.wall() / 1000)
    const claims = {
      secret_phrase: secretPhrase,
      system_id: null,
      exp: iat + expiresInSeconds,
      iat,
      iss: 'MasonHub',
    }
    const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
    const token = `${text}.${sign(text)}`
    phrases.set(secretPhrase, true)
    secrets.push(token, secretPhrase)
    return token
  }

  return {
    secrets,
    issue: (options) => make(`phrase-${ids.uuid()}`, options),
    make,
    forget: (phrase) => phrases.delete(phrase),
    revoke: (token) => phrases.delete(String(claimsOf(token)?.['secret_phrase'])),
    problemWith(authorization) {
      if (authorization === undefined) return 'Authorization header missing'
      const [, token = ''] = /^Bearer (\S+)$/i.exec(authorization) ?? []
      const text = token.slice(0, token.lastIndexOf('.'))
      const claims = claimsOf(token)
      if (claims === undefined || !isEqual(token.slice(text.length + 1), sign(text)))
        return 'Invalid bearer token'
      if (Number(claims['exp']) * 1000 <= clock.wall()) return 'Token expired'
      return phrases.get(String(claims['secret_phrase'])) === undefined ? 'Invalid bearer token' : undefined
    },
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function claimsOf(token: string): Record<string, unknown> | undefined {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return undefined
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>
  } catch {
    return undefined
  }
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
