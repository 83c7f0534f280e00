import { describe, expect, test, vi } from 'vitest'

import { hubbleWebhooks } from '../src/index.ts'
import type { startHubbleFake } from '../src/testing/index.ts'
import { anOrder, productId } from './support/an-order.ts'
import { setUp } from './support/set-up.ts'
import { startReceiver } from './support/start-receiver.ts'

describe('webhooks', () => {
  async function withReceiver(options: Parameters<typeof startHubbleFake>[0] = {}) {
    const { fake, hubble } = await setUp({ lifecycle: { becomes: 'SUCCESS', afterMs: 50_000 }, ...options })
    const receiver = await startReceiver(() => fake.webhookSecret)
    fake.settings.webhooks = {
      order: `${receiver.url}/orders`,
      brand: `${receiver.url}/brands`,
      wallet: `${receiver.url}/wallet`,
    }
    return { fake, hubble, received: receiver.received }
  }

  test('tell of an order that has ended, which ends the wait for it', async () => {
    const { fake, hubble, received } = await withReceiver()
    const placing = hubble.placeOrder(anOrder())
    await vi.waitFor(() => expect(received).toHaveLength(1), 5_000)
    const [delivery] = received
    expect(delivery).toMatchObject({ path: '/orders', isSigned: true })
    const [message] = hubbleWebhooks.read(JSON.parse(delivery?.body ?? ''), new URL('http://x/orders'))
    if (message?.type === 'order') hubble.orderChanged(message.data.orderId)
    expect(await placing).toMatchObject({ outcome: 'succeeded' })
    await vi.waitFor(() => expect(fake.webhooks).toMatchObject([{ status: 200 }]))
  })

  test('tell of a product that has changed, and of a wallet that runs low', async () => {
    const { fake, hubble, received } = await withReceiver({
      lowBalance: 999_000,
      lifecycle: { becomes: 'SUCCESS' },
    })
    fake.updateProduct(productId('Bazaar'), { status: 'INACTIVE' })
    fake.updateProduct(productId('Bazaar'), { status: 'ACTIVE' })
    await hubble.placeOrder(anOrder())
    await hubble.placeOrder(anOrder({ referenceId: 'second' }))
    await vi.waitFor(() => expect(received).toHaveLength(3), 5_000)
    const messages = received.map(
      ({ body, path }) => hubbleWebhooks.read(JSON.parse(body), new URL(path, 'http://x'))[0],
    )
    expect(messages.filter((message) => message?.type === 'brand')).toHaveLength(2)
    expect(messages.find((message) => message?.type === 'brand')).toMatchObject({
      data: { amountRestrictions: { denominations: [100, 200, 500, 1000], minOrderAmount: 100 } },
    })
    expect(messages.find((message) => message?.type === 'wallet')).toMatchObject({
      data: { balance: 998_800, threshold: 999_000 },
    })
  })

  test.each([
    ['duplicate', 2, true],
    ['tampered', 1, false],
    ['unsigned', 1, false],
  ] as const)('can be %s', async (webhookFault, count, isSigned) => {
    const { fake, received } = await withReceiver({ webhookFault })
    fake.updateProduct(productId('Bazaar'), { status: 'INACTIVE' })
    await vi.waitFor(() => expect(received).toHaveLength(count), 5_000)
    expect(received.every((delivery) => delivery.isSigned === isSigned)).toBe(true)
    expect(new Set(received.map(({ body }) => body)).size).toBe(1)
  })
})
