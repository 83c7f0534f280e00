import type { SecretSource } from '@tenon/core'

import type { Environment } from '../environment.ts'
import type { Settings } from '../settings.ts'
import { UsageError } from '../usage-error.ts'
import type { CallbackSecrets, Vendors } from './vendors.ts'

/** The vendors that the environment names. */
export function liveVendors(environment: Environment, settings: Settings): Vendors {
  const allowLoopback = environment.TENON_ALLOW_LOOPBACK !== undefined
  return {
    kind: 'live',
    identity: [
      environment.MASONHUB_BASE_URL ?? environment.MASONHUB_ENVIRONMENT,
      environment.MASONHUB_ACCOUNT,
      environment.HUBBLE_BASE_URL ?? environment.HUBBLE_ENVIRONMENT,
      environment.HUBBLE_CLIENT_ID,
    ].join(' '),
    masonhub: {
      environment: environment.MASONHUB_ENVIRONMENT,
      account: environment.MASONHUB_ACCOUNT,
      auth: { token: secret(environment.MASONHUB_TOKEN, environment.MASONHUB_TOKEN_FILE) },
      baseUrl: environment.MASONHUB_BASE_URL,
      allowLoopback,
    },
    hubble: {
      environment: environment.HUBBLE_ENVIRONMENT,
      auth: {
        clientId: environment.HUBBLE_CLIENT_ID,
        clientSecret: secret(environment.HUBBLE_CLIENT_SECRET, environment.HUBBLE_CLIENT_SECRET_FILE),
      },
      baseUrl: environment.HUBBLE_BASE_URL,
      allowLoopback,
    },
    callbackSecrets: settings.callbackUrl === undefined ? undefined : callbackSecrets(environment),
    listenAt() {
      // MasonHub is told by the job; Hubble's addresses are set in its portal.
    },
    async [Symbol.asyncDispose]() {},
  }
}

function callbackSecrets(environment: Environment): CallbackSecrets {
  const { MASONHUB_WEBHOOK_TOKEN: masonhubToken, HUBBLE_WEBHOOK_SECRET: hubbleSecret } = environment
  if (masonhubToken !== undefined && hubbleSecret !== undefined) return { masonhubToken, hubbleSecret }
  throw new UsageError(
    '--callback-url needs MASONHUB_WEBHOOK_TOKEN and HUBBLE_WEBHOOK_SECRET in the environment',
  )
}

/** A file is preferred: it can be replaced while the job runs. The environment's check saw that one is there. */
function secret(value: string | undefined, file: string | undefined): SecretSource {
  return file === undefined ? (value as string) : { file }
}
