import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'

import { createCanaries } from '@tenon/core/testing'
import { startHubbleFake, type HubbleFake } from '@tenon/hubble/testing'
import { startMasonHubFake, type MasonHubFake } from '@tenon/masonhub/testing'
import { describe, expect, test } from 'vitest'

import { catalogue } from '../../sample/catalogue.ts'
import { samplePath } from '../../src/sample-path.ts'
import { newState, runApp, summaryOf } from './app-process.ts'

const WEBHOOK_TOKEN = 'the-webhook-token-of-masonhub'

interface World extends AsyncDisposable {
  readonly masonhub: MasonHubFake
  readonly hubble: HubbleFake
  readonly environment: Record<string, string>
  readonly token: string
}

/** Both vendors outside of the app, as real ones are. */
interface WorldOptions {
  readonly port?: number
  readonly skus?: string[]
  readonly balance?: number
}

async function startWorld({ port, skus, balance = 1_000_000 }: WorldOptions = {}): Promise<World> {
  const masonhub = await startMasonHubFake({ autoShip: { afterMs: 100, stepMs: 20 }, ...(skus && { skus }) })
  const webhooks = port === undefined ? {} : { order: `http://127.0.0.1:${port}/webhooks/hubble` }
  const hubble = await startHubbleFake({ webhooks, balance, lifecycle: { becomes: 'SUCCESS', afterMs: 200 } })
  const token = masonhub.issueToken()
  return {
    masonhub,
    hubble,
    token,
    environment: {
      MASONHUB_ENVIRONMENT: 'sandbox',
      MASONHUB_ACCOUNT: masonhub.accountSlug,
      MASONHUB_TOKEN: token,
      MASONHUB_BASE_URL: masonhub.url,
      MASONHUB_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
      HUBBLE_ENVIRONMENT: 'staging',
      HUBBLE_CLIENT_ID: hubble.account.auth.clientId,
      HUBBLE_CLIENT_SECRET: hubble.account.auth.clientSecret,
      HUBBLE_BASE_URL: hubble.url,
      HUBBLE_WEBHOOK_SECRET: hubble.webhookSecret,
      TENON_ALLOW_LOOPBACK: '1',
    },
    async [Symbol.asyncDispose]() {
      await masonhub.close()
      await hubble.close()
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

const live = ['--live', '--input', samplePath, '--prefix', 'test', '--json'] as const

describe.concurrent('with --live', { timeout: 120_000 }, () => {
  test('callbacks come in at the address that was given, and no secret is printed or written', async () => {
    const port = await freePort()
    await using world = await startWorld({ port })
    const state = newState()
    const args = [...live, '--product', productOf(world), '--state', state, '--log-level', 'trace']
    const ended = await runApp(
      [...args, '--port', String(port), '--callback-url', `http://127.0.0.1:${port}/tenon`],
      world.environment,
    )
    expect(ended.exitCode).toBe(0)
    expect(summaryOf(ended).counts).toMatchObject({ accepted: 189, shipped: 189, rewarded: 58 })
    expect(world.masonhub.deliveries.length).toBeGreaterThan(189)
    // It was registered with its path, and is so no more.
    expect(new Set(world.masonhub.deliveries.map(({ url }) => url))).toEqual(
      new Set([`http://127.0.0.1:${port}/tenon/webhooks/masonhub`]),
    )
    expect(world.masonhub.callbacks.size).toBe(0)

    const canaries = createCanaries('live')
    const secrets = [...world.masonhub.secrets, ...world.hubble.secrets, world.token, WEBHOOK_TOKEN]
    for (const [index, secret] of new Set(secrets).entries()) canaries.watch(`${index}`, String(secret))
    const written = readdirSync(dirname(state)).map((name) =>
      readFileSync(join(dirname(state), name), 'latin1'),
    )
    for (const text of [ended.stdout, ended.stderr, ...written]) expect(canaries.findIn(text)).toEqual([])
    // Every request is in the log, by its id.
    expect(world.hubble.requests.length).toBeGreaterThan(100)
    for (const { requestId } of [...world.hubble.requests, ...world.masonhub.requests]) {
      expect(ended.stderr).toContain(requestId)
    }
  })

  test('where no callback can come in, it asks', async () => {
    await using world = await startWorld()
    const ended = await runApp(
      [...live, '--product', productOf(world), '--state', newState()],
      world.environment,
    )
    expect(ended.exitCode).toBe(0)
    expect(summaryOf(ended).counts).toMatchObject({ accepted: 189, shipped: 189, rewarded: 58 })
    expect(world.masonhub.deliveries).toHaveLength(0)
  })

  test('a wallet that runs out ends the run, which says what to do, and another run goes on', async () => {
    await using world = await startWorld({ balance: 20 * 500 })
    const args = [...live, '--product', productOf(world), '--state', newState()]
    const ended = await runApp(args, world.environment)
    expect(ended.exitCode).toBe(3)
    expect(ended.stderr).toContain('the wallet at Hubble is too low for 38 gift cards: have it topped up')
    expect(summaryOf(ended)).toMatchObject({ state: 'unfinished', counts: { shipped: 189, rewarded: 20 } })
    expect(world.hubble.ledger.balance).toBe(0)
    // Eight at a time were under way when it ran out; after that nothing was tried.
    const refused = world.hubble.requests.filter(
      ({ operation, status }) => operation === 'orders.create' && status === 400,
    )
    expect(refused.length).toBeLessThanOrEqual(8)

    const again = await runApp(args, world.environment)
    expect(again.exitCode).toBe(3)
    expect(summaryOf(again).counts).toMatchObject({ rewarded: 20, rewardsFailed: 0 })
    expect(world.hubble.ledger.debits).toHaveLength(20)
  })

  test('an order that the warehouse refuses is reported with its reason, and the exit code tells', async () => {
    const missing = catalogue[0]?.sku ?? ''
    await using world = await startWorld({
      skus: catalogue.map(({ sku }) => sku).filter((sku) => sku !== missing),
    })
    const ended = await runApp(
      [...live, '--product', productOf(world), '--state', newState()],
      world.environment,
    )
    expect(ended.exitCode).toBe(1)
    const { counts, refusals } = summaryOf(ended)
    expect(counts.refused).toBeGreaterThan(5)
    expect(counts.accepted + counts.refused).toBe(189)
    expect(counts.unrewarded).toBe(0)
    expect(refusals.map(({ reason }) => reason).join()).toContain('SKU')
  })
})

function productOf({ hubble }: World): string {
  const product = hubble.products.find(
    (one) => one.status === 'ACTIVE' && one.amountRestrictions?.denominations?.includes(500),
  )
  return product?.id ?? 'none'
}
