import { inspect } from 'node:util'

import { createCanaries } from '@tenon/core/testing'
import type { FakeAnswer } from '@tenon/core/testing'
import { expect, test } from 'vitest'

import { orders } from './order-fixture.ts'
import { recordingLogger } from './recording-logger.ts'
import { setUp } from './set-up.ts'

test('no token shows in an error, a log line, a record or what inspect prints, even if the vendor quotes it', async () => {
  const logger = recordingLogger()
  const { fake, masonhub } = await setUp({}, { logger })
  const hook = {
    message_type: 'orderEvent',
    url: 'https://shop.example/hooks',
    token: 'canary-hook-token',
  } as const
  const seen: unknown[] = [
    masonhub,
    await masonhub.callbacks.register([hook]),
    await masonhub.callbacks.list(),
  ]
  const message = `refused: ${fake.secrets[0]}`
  const answers: FakeAnswer[] = [
    { status: 401, body: { message } },
    { status: 403, body: { error: { code: 'UNAUTHORIZED', message } } },
    { status: 500, body: { message } },
    { status: 200, text: message },
    { status: 200, body: [{ customer_identifier: 'ORDER-1', status: 'failure', messages: [message] }] },
  ]
  for (const answer of answers) {
    fake.faults.add({ fault: { kind: 'answer', answer }, operation: 'orders.create', times: 3 })
    seen.push(await masonhub.orders.create(orders(2)).catch((error: unknown) => error))
    fake.faults.clear()
  }
  const canaries = createCanaries('masonhub')
  expect(fake.secrets).toHaveLength(3)
  for (const [index, secret] of fake.secrets.entries()) canaries.watch(`secret ${index}`, secret)

  const printed = [...seen, logger.lines].map((one) => [
    inspect(one, { depth: 6, showHidden: true }),
    JSON.stringify(one),
    one instanceof Error ? `${one.message} ${one.stack}` : '',
  ])
  expect(printed.flat().join('\n').length).toBeGreaterThan(5_000)
  expect(canaries.findIn(printed.flat().join('\n'))).toEqual([])
})
