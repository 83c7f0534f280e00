import { createSecretReader, loginCredential, type AuthKit, type LoginStrategy } from '@tenon/core'

import { login } from '../operations/login.ts'
import type { HubbleConfig } from './hubble-config.ts'

/** A token for `clientId` and `clientSecret`, an hour long as a rule (Hubble API docs, auth, V3). */
export function hubbleAuth({ environment, auth }: HubbleConfig, kit: AuthKit): LoginStrategy {
  const { clientId } = auth
  return loginCredential({
    ...kit,
    credential: createSecretReader(auth.clientSecret, 'auth.clientSecret', kit.clock),
    identify: (clientSecret) => [environment, clientId, clientSecret],
    async issue(clientSecret, signal) {
      const body = { clientId, clientSecret: clientSecret.reveal() }
      const { token, expiresInSecs } = await kit.login(login, { body }, signal)
      return { value: token, lifetimeSeconds: expiresInSecs }
    },
  })
}
