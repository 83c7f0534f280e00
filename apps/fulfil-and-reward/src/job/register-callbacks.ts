import type { CallOptions } from '@tenon/core'
import type { MasonHub } from '@tenon/masonhub'

import type { JobCopy } from '../store/job-copies.ts'

export interface CallbackRegistration {
  readonly masonhub: MasonHub
  readonly copy: JobCopy
  /** The address of MasonHub's callbacks. */
  readonly url: string
  readonly token: string
}

/** Takes the registration back, unless a copy of the app that is alive is reached there too. */
export type Unregister = (signal: AbortSignal) => Promise<void>

/**
 * Makes MasonHub send `orderEvent` to this address with this token. What a run on this machine has left behind that
 * ended without a goodbye is taken back; the addresses of copies that are alive, and of other deployments, are not
 * touched. Copies behind one address have one registration.
 */
export async function registerCallbacks({
  masonhub,
  copy,
  url,
  token,
}: CallbackRegistration): Promise<Unregister> {
  await copy.listensAt(url)
  const known = await registrations()
  // After that: whoever has registered by then has said so before.
  const others = await copy.othersCallbackUrls()
  const stale = known.filter((one) => !others.has(one.url) && isOurs(one.url, url))
  await remove(stale.map(({ id }) => id))
  if (!others.has(url) || !known.some((one) => one.url === url)) {
    const registered = await masonhub.callbacks.register([{ url, message_type: 'orderEvent', token }])
    registered.orThrow()
  }

  async function registrations(options?: CallOptions): Promise<{ id: string; url: string }[]> {
    const { data } = await masonhub.callbacks.list({ message_type: 'orderEvent' }, options)
    return data.flatMap(({ id, url: address }) => (id && address ? [{ id, url: address }] : []))
  }

  async function remove(ids: readonly string[], options?: CallOptions): Promise<void> {
    if (ids.length > 0) (await masonhub.callbacks.delete(ids, options)).orThrow()
  }

  return async (signal) => {
    await copy.leave()
    if ((await copy.othersCallbackUrls()).has(url)) return
    const left = (await registrations({ signal })).filter((one) => one.url === url)
    await remove(
      left.map(({ id }) => id),
      { signal },
    )
  }
}

/** This address, or one of an earlier run on this machine. */
function isOurs(known: string, ours: string): boolean {
  return known === ours || (isLoopback(known) && isLoopback(ours) && pathOf(known) === pathOf(ours))
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost'].includes(new URL(url).hostname)
}

function pathOf(url: string): string {
  return new URL(url).pathname
}
