import { createHash } from 'node:crypto'

import type { Ports } from '../call/ports.ts'
import { hideEverywhere } from '../secret/scrubber.ts'
import type { Secret } from '../secret/secret.ts'
import type { AuthStrategy, Grant } from './auth-strategy.ts'
import { bearer, type CredentialFormat } from './credential-format.ts'
import { LOGIN_TIMEOUT_MS, loginDelayMs } from './login-timing.ts'
import { LoginTokenSource } from './login-token-source.ts'
import { tokenLifetime } from './token-lifetime.ts'
import type { TokenSharing } from './token-sharing.ts'
import type { IssuedToken, Token, TokenSource } from './token-source.ts'

export interface LoginCredentialOptions<Credential> extends Ports {
  /** What a login is made with, as it is now. */
  readonly credential: () => Credential | Promise<Credential>
  /** The parts of it that make it another credential when they change. */
  readonly identify: (credential: Credential) => readonly (string | Secret)[]
  /** Calls the vendor once and returns the token and its lifetime. */
  readonly issue: (credential: Credential, signal: AbortSignal) => Promise<IssuedToken>
  /** How the token is written into a request. Default `bearer`. */
  readonly format?: CredentialFormat
  /** Shares tokens with other processes; a client hands on its own. Default: none are shared. */
  readonly tokens?: TokenSharing | undefined
  /** What shared tokens belong to beside the credential; a client hands on its provider and origin. Default none. */
  readonly scope?: string | undefined
}

/** A credential that is fetched by logging in, refreshed before its end, and renewed after a 401. */
export function loginCredential<Credential>(options: LoginCredentialOptions<Credential>): LoginStrategy {
  const { format = bearer, clock, random, logger, scope = '' } = options
  const ports = { clock, random, logger }
  const tokens = new LoginTokenSource({
    ...ports,
    fleet: options.tokens?.join({
      ...ports,
      scope,
      loginTimeoutMs: LOGIN_TIMEOUT_MS,
      delayMs: (error, earlier) => loginDelayMs(error, earlier, options),
      lifeMs: (lifetimeSeconds) => tokenLifetime(lifetimeSeconds).endAt,
    }),
    credential: async () => {
      const credential = await options.credential()
      return {
        fingerprint: fingerprintOf(options.identify(credential)),
        issue: (signal) => options.issue(credential, signal),
      }
    },
  })
  let written: { readonly token: Token; readonly header: string; readonly grant: Grant } | undefined

  function apply(token: Token, headers: Record<string, string>): Grant {
    if (written?.token !== token) {
      written = { token, header: format.write(token.value), grant: { generation: token.generation } }
    }
    headers[format.header] = written.header
    return written.grant
  }

  return {
    name: 'login-credential',
    headers: [format.header],
    tokens,
    authorize(request, call) {
      const token = tokens.peek()
      if (token !== undefined) return apply(token, request.headers)
      return tokens.get(call).then((fresh) => apply(fresh, request.headers))
    },
    challenged(_response, used) {
      if (used.generation === undefined) return 'give-up'
      return tokens.reject(used.generation) === 'budget-spent' ? 'give-up' : 'reauthorize'
    },
    async ready(signal) {
      await tokens.get(signal === undefined ? {} : { signal })
    },
    status: () => tokens.status(),
    close: () => tokens[Symbol.asyncDispose](),
  }
}

/** The strategy, and the source of its tokens for status pages and tests. */
export interface LoginStrategy extends AuthStrategy {
  readonly tokens: TokenSource
}

/** Tells credentials apart; what of them is secret is known to the scrubber from now on. */
function fingerprintOf(parts: readonly (string | Secret)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) {
    const text = typeof part === 'string' ? part : part.reveal()
    if (typeof part !== 'string') hideEverywhere(text, 'lasting')
    hash.update(`${text.length}:${text}`)
  }
  return hash.digest('hex')
}
