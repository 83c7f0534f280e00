import type { Clock } from '../clock/clock.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { createSecretReader, type SecretSource } from '../secret/secret-reader.ts'
import type { Secret } from '../secret/secret.ts'
import { isHeaderValue } from '../transport/header-value.ts'
import type { AuthStrategy, Grant } from './auth-strategy.ts'
import { bearer, type CredentialFormat } from './credential-format.ts'

export interface StaticCredentialOptions {
  /** The credential: a value, a function or a file. */
  readonly secret: SecretSource
  /** How the option is called in the provider's factory, for errors. Default `'auth.secret'`. */
  readonly option?: string
  /** Default `bearer`. */
  readonly format?: CredentialFormat
  readonly clock: Clock
  /** Called with each new value of the credential before it is used; may warn, or throw. */
  readonly inspect?: (secret: Secret) => void
}

const NOT_RENEWABLE: Grant = {}

/**
 * A credential that is issued out of band and does not expire by itself: bearer token, API key, basic. It has
 * no answer to a 401, which is therefore final.
 */
export function staticCredential(options: StaticCredentialOptions): AuthStrategy {
  const { format = bearer, option = 'auth.secret', inspect } = options
  const read = createSecretReader(options.secret, option, options.clock)
  let current: Secret | undefined
  let header = ''

  function use(secret: Secret): string {
    if (secret !== current) {
      inspect?.(secret)
      const written = format.write(secret)
      if (!isHeaderValue(written)) {
        const message = `option "${option}" has characters that cannot stand in a header`
        throw new ConfigurationError({ message, option })
      }
      header = written
      current = secret
    }
    return header
  }

  return {
    name: 'static-credential',
    headers: [format.header],
    authorize(request) {
      const put = (secret: Secret): Grant => {
        request.headers[format.header] = use(secret)
        return NOT_RENEWABLE
      }
      const secret = read()
      return secret instanceof Promise ? secret.then(put) : put(secret)
    },
    async ready() {
      use(await read())
    },
  }
}
