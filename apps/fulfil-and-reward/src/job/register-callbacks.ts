import type { MasonHub } from '@tenon/masonhub'

const PATH = '/webhooks/masonhub'

/**
 * Makes MasonHub send `orderEvent` to this run's address with this run's token, and to no address of an earlier
 * run: MasonHub has no update of a registration, so the old one goes and the new one comes.
 */
export async function registerCallbacks(masonhub: MasonHub, publicUrl: string, token: string): Promise<void> {
  const url = new URL(PATH, publicUrl).href
  const { data: known } = await masonhub.callbacks.list({ message_type: 'orderEvent' })
  const stale = known
    .filter((callback) => isOurs(callback.url ?? '', url))
    .flatMap((callback) => callback.id ?? [])
  if (stale.length > 0) await masonhub.callbacks.delete(stale)
  const registered = await masonhub.callbacks.register([{ url, message_type: 'orderEvent', token }])
  registered.orThrow()
}

/** This address, or one of an earlier run on this machine; another deployment's registrations are not touched. */
function isOurs(known: string, ours: string): boolean {
  return known === ours || (known.endsWith(PATH) && isLoopback(known) && isLoopback(ours))
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost'].includes(new URL(url).hostname)
}
