import type { CallOptions } from '@tenon/core'
import type { MasonHub } from '@tenon/masonhub'

import { isLoopback } from '../is-loopback.ts'
import type { JobCopy } from '../store/job-copies.ts'

export interface CallbackRegistration {
  readonly masonhub: MasonHub
  readonly copy: JobCopy
  /** The address of MasonHub's callbacks. */
  readonly url: string
  readonly token: string
}

/**
 * Takes the registration back, unless a copy of the app that is alive is reached there too, or arrives meanwhile.
 */
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
  await remove(stale)
  if (!others.has(url) || !known.some(isHere)) await register()

  function isHere(one: Registration): boolean {
    return one.url === url
  }

  async function isShared(): Promise<boolean> {
    return (await copy.othersCallbackUrls()).has(url)
  }

  async function registrations(options?: CallOptions): Promise<Registration[]> {
    const { data } = await masonhub.callbacks.list({ message_type: 'orderEvent' }, options)
    return data.flatMap(({ id, url: address }) => (id && address ? [{ id, url: address }] : []))
  }

  async function register(options?: CallOptions): Promise<void> {
    const registered = await masonhub.callbacks.register(
      [{ url, message_type: 'orderEvent', token }],
      options,
    )
    registered.orThrow()
  }

  async function remove(old: readonly Registration[], options?: CallOptions): Promise<void> {
    const ids = old.map(({ id }) => id)
    if (ids.length > 0) (await masonhub.callbacks.delete(ids, options)).orThrow()
  }

  return async (signal) => {
    await copy.leave()
    const left = (await registrations({ signal })).filter(isHere)
    // After that: what a copy that comes later registers is not among these.
    if (await isShared()) return
    await remove(left, { signal })
    // Copies that came together meanwhile may each have taken what is gone now for the other's.
    if ((await isShared()) && !(await registrations({ signal })).some(isHere)) await register({ signal })
  }
}

interface Registration {
  readonly id: string
  readonly url: string
}

/** This address, or one of an earlier run on this machine. */
function isOurs(known: string, ours: string): boolean {
  return known === ours || (isLoopback(known) && isLoopback(ours) && pathOf(known) === pathOf(ours))
}

function pathOf(url: string): string {
  return new URL(url).pathname
}
