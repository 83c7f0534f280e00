import {
  ConfigurationError,
  createSecretReader,
  InvalidInputError,
  Secret,
  systemClock,
  type Clock,
  type SecretSource,
} from '@tenon/core'
import { importPKCS8, SignJWT, type CryptoKey } from 'jose'

import { storeTokenUser, type StoreTokenUser } from './store-token-user.ts'

/** Exactly so long, by the vendor's rule (Hubble SDK docs, authentication, V3). */
const LIFETIME_SECONDS = 60

export interface StoreTokensOptions {
  /** The `clientId` that Hubble knows you by: the claim `iss`, by which it picks your public key. */
  readonly clientId: string
  /**
   * An RSA key of 2048 bits or more, PKCS #8 in PEM, whose public half is registered with Hubble. A file or a function
   * is read anew, so that the key can be changed without a restart.
   */
  readonly privateKey: SecretSource
  /** Default: the machine's. */
  readonly clock?: Clock
}

export interface StoreTokens {
  /**
   * Signs a token that opens the embedded store for one user, once, within a minute. Make one for each opening and
   * keep none.
   *
   * @throws InvalidInputError when a field of the user is wrong
   * @throws ConfigurationError when the key cannot be read, or is none for RS256
   */
  issue(user: StoreTokenUser): Promise<Secret>
}

/**
 * Makes the tokens with which your users enter the embedded store (Hubble SDK docs, authentication, V3): JWTs that
 * are signed with RS256 and end after a minute.
 *
 * @throws ConfigurationError when the client id or the key is missing
 */
export function createStoreTokens(options: StoreTokensOptions): StoreTokens {
  const { clientId, clock = systemClock } = options
  if (typeof clientId !== 'string' || clientId.trim() === '')
    throw new ConfigurationError({ message: 'option "clientId" is missing', option: 'clientId' })
  const readKey = createSecretReader(options.privateKey, 'privateKey', clock)
  let imported: { readonly from: Secret; readonly key: CryptoKey } | undefined

  async function currentKey(): Promise<CryptoKey> {
    const from = await readKey()
    if (imported?.from !== from) imported = { from, key: await importPKCS8(from.reveal(), 'RS256') }
    return imported.key
  }

  async function sign(claims: Record<string, unknown>, userId: string): Promise<string> {
    const issuedAt = Math.floor(clock.wall() / 1000)
    try {
      return await new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
        .setIssuer(clientId)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + LIFETIME_SECONDS)
        .sign(await currentKey())
    } catch (cause) {
      if (ConfigurationError.isInstance(cause)) throw cause
      throw new ConfigurationError({
        message: 'option "privateKey": no token can be signed with it',
        advice: 'Give an RSA key of 2048 bits or more, as PKCS #8 in PEM (BEGIN PRIVATE KEY)',
        option: 'privateKey',
        cause,
      })
    }
  }

  return {
    async issue(user) {
      const { data, error } = storeTokenUser.safeParse(user)
      if (data === undefined) {
        const issues = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
        throw new InvalidInputError({ message: `not signed: ${issues.join('; ')}`, issues })
      }
      const { userId, ...claims } = data
      return new Secret(await sign(claims, userId))
    },
  }
}
