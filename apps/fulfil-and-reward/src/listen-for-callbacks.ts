import type { WebhookServer } from '@tenon/webhooks'

import { callbackUrl } from './callback-paths.ts'
import type { JobParts } from './job/job-parts.ts'
import { registerCallbacks } from './job/register-callbacks.ts'
import type { Vendors } from './vendors/vendors.ts'

/** A vendor that does not answer must not keep a run from ending. */
const GOODBYE_MS = 5_000

/** Lets callbacks come in, where they can, until this is disposed of. */
export async function listenForCallbacks(
  { masonhub, store, settings, logger }: JobParts,
  vendors: Vendors,
  openServer: () => WebhookServer,
): Promise<AsyncDisposable> {
  if (vendors.callbackSecrets === undefined) return { async [Symbol.asyncDispose]() {} }
  const url = await openServer().listen()
  vendors.listenAt(url)
  const unregister = await registerCallbacks({
    masonhub,
    copy: store.copy,
    url: callbackUrl(settings.callbackUrl ?? url, 'masonhub'),
    token: vendors.callbackSecrets.masonhubToken,
  })
  return {
    async [Symbol.asyncDispose]() {
      // The result stands without it, and the next run takes back what is left.
      await unregister(AbortSignal.timeout(GOODBYE_MS)).catch((error: unknown) =>
        logger.warn({ error }, 'the registration of the callbacks could not be taken back'),
      )
    },
  }
}
