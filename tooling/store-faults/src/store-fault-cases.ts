import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

import type { TokenStore } from '@tenon/core'
import { startProxy, type Proxy } from '@tenon/servers'

import { startMember, type Member, type Vendor } from './start-member.ts'

/** What a fleet's store is reached by. */
export interface StoreFaultsManifest {
  /** The URL of the server. */
  readonly url: string
  /** A store with connections of its own. It must not wait for the server to be there. */
  readonly connect: (url: string) => { readonly store: TokenStore; readonly close: () => Promise<void> }
}

export interface StoreFaultCase {
  readonly name: string
  readonly run: () => Promise<void>
}

/** A store that does not answer costs a caller 300 ms; the rest is for a machine that is busy. */
const PATIENCE_MS = 1_300
/** A store that did not answer is asked again after a second; clients wait longer before they connect again. */
const HEALED_MS = 15_000

interface Bench {
  readonly vendor: Vendor
  readonly network: Proxy
  /** The process whose network to the store goes bad. */
  readonly near: Member
  /** Another one, whose network is good. */
  readonly far: Member
  /** Until the first of them reaches the store again. */
  readonly healed: () => Promise<void>
}

async function onBench(
  { url, connect }: StoreFaultsManifest,
  lifetimeSeconds: number,
  use: (bench: Bench) => Promise<void>,
): Promise<void> {
  await using resources = new AsyncDisposableStack()
  const vendor: Vendor = { logins: 0, lifetimeSeconds }
  const network = await startProxy(url)
  resources.defer(() => network.close())
  const account = randomUUID()
  const [near, far] = [network.url, url].map((one) => {
    const { store, close } = connect(one)
    resources.defer(close)
    const member = startMember(vendor, store, account)
    resources.defer(() => member.close())
    return member
  }) as [Member, Member]
  async function healed(): Promise<void> {
    // A store that was asked for something is down for up to a second more.
    await delay(1_100)
    const until = performance.now() + HEALED_MS
    for (;;) {
      const answer = near.store.step(`probe:${randomUUID()}`, undefined, 1).then(Boolean, () => false)
      if (await Promise.race([answer, delay(1_000, false)])) return
      assert.ok(performance.now() < until, 'the store is reached again')
      await delay(100)
    }
  }
  await use({ vendor, network, near, far, healed })
}

/** What becomes of a fleet when the network to its store goes bad, each with connections of its own. */
export function storeFaultCases(manifest: StoreFaultsManifest): readonly StoreFaultCase[] {
  const on = (use: (bench: Bench) => Promise<void>, lifetimeSeconds = 3_600) => ({
    run: () => onBench(manifest, lifetimeSeconds, use),
  })
  return [
    {
      name: 'down when a process starts: it logs in for itself, and shares when the store is there',
      ...on(async ({ vendor, network, near, far, healed }) => {
        await network.down()
        const startedAt = performance.now()
        assert.equal(await near.value(), 'token-1')
        assert.ok(performance.now() - startedAt < PATIENCE_MS, 'the caller did not wait long')
        assert.equal(await far.value(), 'token-2')
        await network.up()
        await healed()
        assert.equal((await near.renew()).value, 'token-2', 'the one of the fleet')
        assert.equal(vendor.logins, 2)
      }),
    },
    {
      name: 'down for a while: the token serves, and every caller has one',
      ...on(async ({ vendor, network, near, healed, far }) => {
        assert.equal(await near.value(), 'token-1')
        await network.down()
        // A token of 4 s: at 2 s it is refreshed in the background, at 3.6 s callers would wait, at 4 s it is over.
        for (let call = 0; call < 100; call += 1) {
          const startedAt = performance.now()
          assert.match(await near.value(), /^token-[12]$/)
          assert.ok(performance.now() - startedAt < 200, 'nobody waits while there is a token')
          await delay(30)
        }
        assert.equal(vendor.logins, 2, 'one login of its own')
        await network.up()
        await healed()
        vendor.lifetimeSeconds = 3_600
        await near.renew()
        assert.equal(await far.value(), await near.value())
      }, 4),
    },
    {
      name: 'slow by 5 s: a caller waits 300 ms, and a lease that comes too late is given back',
      ...on(async ({ vendor, network, near, far }) => {
        assert.equal(await near.value(), 'token-1')
        network.let({ afterMs: 2_500 })
        const { value, ms } = await near.renew()
        assert.equal(value, 'token-2')
        assert.ok(ms >= 250 && ms < PATIENCE_MS, `${ms} ms`)
        // The step arrives after 2.5 s, its answer after 5 s, and the lease is back 2.5 s later.
        await delay(5_300)
        network.let({ afterMs: 0 })
        await delay(300)
        assert.equal(await far.value(), 'token-1')
        assert.equal((await far.renew()).value, 'token-3')
        assert.equal(vendor.logins, 3)
      }),
    },
    {
      name: 'connections are cut: one login more at most, and the next is shared again',
      ...on(async ({ vendor, network, near, far, healed }) => {
        assert.equal(await near.value(), 'token-1')
        assert.equal(await far.value(), 'token-1')
        network.cut()
        const { ms } = await near.renew()
        assert.ok(ms < PATIENCE_MS, `${ms} ms`)
        assert.ok(vendor.logins <= 2)
        await healed()
        await near.renew()
        assert.equal((await far.renew()).value, await near.value())
        assert.ok(vendor.logins <= 3, `${vendor.logins} logins`)
      }),
    },
    {
      name: 'one process is cut off: it serves what it has, then logs in for itself, and comes back',
      ...on(async ({ vendor, network, near, far, healed }) => {
        assert.equal(await far.value(), 'token-1')
        assert.equal(await near.value(), 'token-1')
        network.let('swallow')
        for (let call = 0; call < 20; call += 1) assert.equal(await near.value(), 'token-1')
        const { value, ms } = await near.renew()
        assert.equal(value, 'token-2')
        assert.ok(ms < PATIENCE_MS, `${ms} ms`)
        assert.equal(await far.value(), 'token-1', 'the others do not notice')
        // What was swallowed is lost for the connections that were there.
        network.let({ afterMs: 0 })
        network.cut()
        await healed()
        assert.equal((await near.renew()).value, 'token-3')
        assert.equal((await far.renew()).value, 'token-3')
        assert.equal(vendor.logins, 3)
      }),
    },
  ]
}
