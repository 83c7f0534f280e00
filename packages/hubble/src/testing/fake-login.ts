import type { Clock } from '@tenon/core'
import type { FakeAnswer, FakeHandler, FakeRequest } from '@tenon/core/testing'

import type { HubbleFakeSettings } from './fake-settings.ts'
import { invent } from './invent.ts'
import { notFound, vendorError } from './vendor-error.ts'

export interface FakeLoginSetup {
  readonly settings: HubbleFakeSettings
  readonly clock: Clock
  readonly clientId: string
  readonly clientSecret: string
  readonly seed: number
}

/** The door: logins, and the tokens that they give. */
export interface FakeLogin {
  /** Every token there ever was. */
  readonly issued: readonly string[]
  readonly answer: FakeHandler
  /** An answer where the request has no token that is valid now. */
  refuse(request: FakeRequest): FakeAnswer | undefined
  revokeAll(): void
}

export function createFakeLogin({
  settings,
  clock,
  clientId,
  clientSecret,
  seed,
}: FakeLoginSetup): FakeLogin {
  const issued: string[] = []
  /** When each token ends, on the monotonic clock. */
  const valid = new Map<string, number>()

  return {
    issued,
    answer({ body }) {
      const given = (body ?? {}) as Record<string, unknown>
      if (typeof given['clientId'] !== 'string' || typeof given['clientSecret'] !== 'string') {
        return vendorError(400, 'E000', 'clientId and clientSecret are needed', 'BAD_REQUEST')
      }
      if (settings.login === 'forbidden') return vendorError(403, 'E000', 'Invalid Access', 'FORBIDDEN')
      if (settings.login === 'not-found' || given['clientId'] !== clientId) return notFound('no such client')
      if (settings.login === 'unauthorized' || given['clientSecret'] !== clientSecret) {
        return vendorError(401, 'E000', 'wrong secret', 'UNAUTHORIZED')
      }
      if (settings.oneSession) valid.clear()
      const token = `hub.${invent(seed, 'token', issued.length)}`
      issued.push(token)
      const stated = Number(settings.expiresInSecs)
      valid.set(token, clock.monotonic() + (stated > 0 ? stated : 3600) * 1000)
      return { status: 200, body: { token, expiresInSecs: settings.expiresInSecs } }
    },
    refuse({ headers }) {
      const token = headers['authorization']?.replace(/^Bearer /, '') ?? ''
      const endsAt = valid.get(token) ?? 0
      if (clock.monotonic() < endsAt) return undefined
      return vendorError(401, 'E000', 'the token is missing, wrong or expired', 'UNAUTHORIZED')
    },
    revokeAll: () => valid.clear(),
  }
}
