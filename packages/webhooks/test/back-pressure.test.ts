import { createVirtualClock, settlePromises } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import type { AppendOutcome } from '../src/index.ts'
import { envelope, post, signed, TOKEN, withToken } from './support/deliveries.ts'
import { receiving } from './support/receiving.ts'

const body = JSON.stringify(envelope('1'))

test('what is too much at one time is answered 503 with Retry-After, and the rest 200', async () => {
  const commit = Promise.withResolvers<AppendOutcome[]>()
  const { receiver } = receiving({
    inbox: { append: () => commit.promise },
    maxBytesInFlight: 3 * body.length,
  })
  const answers = Array.from({ length: 5 }, () => receiver(withToken(body)))
  await settlePromises()
  commit.resolve(['stored'])
  const settled = await Promise.all(answers)
  expect(settled.map(({ status }) => status)).toEqual([200, 200, 200, 503, 503])
  expect(settled.at(-1)?.headers.get('retry-after')).toBe('30')
  expect((await receiver(withToken(body))).status).toBe(200)
})

describe('large bodies that never end', () => {
  const MIB = 1024 * 1024
  const endless = (bytes: number): Request =>
    post({
      headers: { authorization: `Bearer ${TOKEN}` },
      body: new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new Uint8Array(bytes)),
      }),
    })

  test('keep out large ones, and not the small', async () => {
    const clock = createVirtualClock()
    const { receiver, deliver } = receiving({ clock })
    const slow = Array.from({ length: 64 }, () => receiver(endless(MIB - 1)))
    await settlePromises()
    expect(await deliver(withToken(body))).toBe(200)
    expect(await deliver(withToken(JSON.stringify(envelope('2', { note: 'a'.repeat(15_000) }))))).toBe(200)
    expect(await deliver(withToken(JSON.stringify(envelope('3', { note: 'a'.repeat(MIB / 2) }))))).toBe(503)
    await clock.advance(10_000)
    const statuses = (await Promise.all(slow)).map(({ status }) => status)
    expect(Object.groupBy(statuses, String)).toEqual({
      408: Array.from({ length: 32 }, () => 408),
      503: Array.from({ length: 32 }, () => 503),
    })
    expect(await deliver(withToken(JSON.stringify(envelope('4', { note: 'a'.repeat(MIB / 2) }))))).toBe(200)
  })

  test('nor do small ones, as many as one address may have', async () => {
    const clock = createVirtualClock()
    const { receiver, deliver } = receiving({ clock })
    const slow = [
      ...Array.from({ length: 32 }, () => receiver(endless(MIB - 1))),
      ...Array.from({ length: 2_000 - 32 }, () => receiver(endless(16 * 1024))),
    ]
    await settlePromises()
    expect(await deliver(withToken(body))).toBe(200)
    await clock.advance(10_000)
    expect(new Set((await Promise.all(slow)).map(({ status }) => status))).toEqual(new Set([408]))
  })

  test('may be as large as one body may be, however little there is room for', async () => {
    const large = JSON.stringify(envelope('1', { note: 'a'.repeat(100_000) }))
    const { deliver } = receiving({ maxBodyBytes: large.length, maxBytesInFlight: large.length })
    expect(await deliver(withToken(large))).toBe(200)
  })
})

test('bodies that are refused, or break off, give their room back', async () => {
  const { deliver } = receiving({ maxBytesInFlight: body.length, maxBodyBytes: 1_000 })
  const breaksOff = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.from('{'))
      controller.error(new Error('reset'))
    },
  })
  const authorization = `Bearer ${TOKEN}`
  expect(await deliver(post({ headers: { authorization }, body: breaksOff }))).toBe(400)
  expect(await deliver(signed('{}', 'wrong'))).toBe(401)
  expect(await deliver(withToken(body))).toBe(200)
})

test('an inbox that hangs is answered 503 in time, and holds its room until it ends', async () => {
  const clock = createVirtualClock()
  const commit = Promise.withResolvers<AppendOutcome[]>()
  const { deliver, logger } = receiving({
    clock,
    inbox: { append: () => commit.promise },
    maxBytesInFlight: body.length,
    storeTimeoutMs: 10_000,
  })
  const answer = deliver(withToken(body))
  await clock.advance(10_000)
  expect(await answer).toBe(503)
  expect(logger.lines).toMatchObject([
    { level: 'error', fields: { reason: 'Error: the inbox took longer than 10000 ms' } },
  ])
  expect(await deliver(withToken(body))).toBe(503)
  commit.reject(new Error('down'))
  await settlePromises()
  const last = deliver(withToken(body))
  await clock.advance(0)
  expect([await last, clock.pendingTimers]).toEqual([503, 0])
  expect(logger.lines.at(-1)).toMatchObject({ fields: { reason: 'Error: down' } })
})

test.each([
  ['a token that is wrong', { authorization: 'Bearer wrong' }],
  ['a signature that is missing', {}],
])('with %s in the headers the body is not read', async (which, headers) => {
  const { deliver } = receiving()
  let wasRead = false
  const unread = new ReadableStream<Uint8Array>({ pull: () => void (wasRead = true) }, { highWaterMark: 0 })
  const path = which.includes('signature') ? '/webhooks/hubble/order' : undefined
  expect(await deliver(post({ headers, body: unread, ...(path !== undefined && { path }) }))).toBe(401)
  expect(wasRead).toBe(false)
})

test.each(['maxBytesInFlight', 'storeTimeoutMs'])(
  'a receiver does not start with a %s that is none',
  (option) => {
    expect(() => receiving({ [option]: 0 })).toThrow(expect.objectContaining({ option }))
  },
)
