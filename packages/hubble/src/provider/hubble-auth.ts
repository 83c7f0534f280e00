import { createSecretReader, loginCredential, type AuthKit, type LoginStrategy } from '@tenon/core'

import { login } from '../operations/login.ts'
import type { HubbleConfig } from './hubble-config.ts'

/** A token for `clientId` and `clientSecret`, an hour long as a rule (Hubble API docs, auth, V3). */
export function hubbleAuth({ environment, auth }: HubbleConfig, kit: AuthKit): LoginStrategy {
  const { clock, random, logger } = kit
  const { clientId } = auth
  return loginCredential({
    clock,
    random,
    logger,
    credential: createSecretReader(auth.clientSecret, 'auth.clientSecret', clock),
    identify: (clientSecret) => [environment, clientId, clientSecret],
    async issue(clientSecret, signal) {
      const body = { clientId, clientSecret: clientSecret.reveal() }
      const { token, expiresInSecs } = await kit.login(login, { body }, signal)
      return { value: token, lifetimeSeconds: expiresInSecs }
    },
  })
}
