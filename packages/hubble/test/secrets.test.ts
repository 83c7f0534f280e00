import { inspect } from 'node:util'

import type { Logger } from '@tenon/core'
import { createCanaries } from '@tenon/core/testing'
import { expect, test } from 'vitest'

import { anOrder } from './support/an-order.ts'
import { setUp } from './support/set-up.ts'

function recordingLogger(): { readonly logger: Logger; readonly lines: unknown[] } {
  const lines: unknown[] = []
  const write = (fields: object, message: string): void => void lines.push(message, fields)
  return { lines, logger: { debug: write, info: write, warn: write, error: write } }
}

/** Everything that somebody might print of a value. */
function printed(...values: unknown[]): string {
  return values
    .flatMap((value) => [
      inspect(value, { depth: 20, showHidden: true, getters: true }),
      JSON.stringify(value, (_, inner: unknown) =>
        inner instanceof Error ? [Object.entries(inner), inner.stack] : inner,
      ),
      String(value),
    ])
    .join('\n')
}

test('no secret shows in results, errors, log lines at debug, the client or the journal', async () => {
  const { logger, lines } = recordingLogger()
  const { fake, hubble } = await setUp({ lifecycle: { becomes: 'SUCCESS', afterMs: 3_000 } }, { logger })
  const errors: unknown[] = []
  const failing = async (promise: Promise<unknown>) =>
    errors.push(await promise.catch((error: unknown) => error))

  const result = await hubble.placeOrder(anOrder())
  const listed = await hubble.products.list()
  fake.faults.add({ operation: 'orders.get', times: 1, fault: { kind: 'malformed' } })
  await failing(hubble.orders.get({ orderId: result.order.id }))
  const broken = {
    id: 'o1',
    referenceId: 'r',
    status: 'SUCCESS',
    vouchers: [{ cardPin: 7, cardNumber: '4242424242424242' }],
  }
  fake.faults.add({
    operation: 'orders.get',
    times: 1,
    fault: { kind: 'answer', answer: { status: 200, body: broken } },
  })
  await failing(hubble.orders.get({ orderId: 'o1' }))
  await failing(hubble.orders.get({ orderId: 'nothing' }))
  fake.faults.add({ operation: 'orders.create', times: 1, fault: { kind: 'drop-after' } })
  await hubble.placeOrder(anOrder({ referenceId: 'second' }))
  fake.settings.login = 'unauthorized'
  fake.revokeTokens()
  await failing(hubble.wallet.balance())

  const canaries = createCanaries('hubble')
  for (const [index, secret] of [...fake.secrets, '4242424242424242'].entries())
    canaries.watch(`secret ${index}`, secret)
  expect(errors).toHaveLength(4)
  expect(fake.secrets.length).toBeGreaterThan(12)
  expect(lines.length).toBeGreaterThan(10)
  expect(canaries.findIn(printed(result, listed, hubble, ...errors, ...lines))).toEqual([])
  // The search itself works.
  expect(canaries.findIn(printed(fake.secrets))).not.toEqual([])
  const [voucher] = result.outcome === 'succeeded' ? result.vouchers : []
  expect(canaries.findIn(voucher?.cardPin?.reveal() ?? '')).not.toEqual([])
})
