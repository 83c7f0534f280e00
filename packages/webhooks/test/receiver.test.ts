import { ConfigurationError, Secret } from '@tenon/core'
import { createVirtualClock, settlePromises } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { createMemoryInbox, createReceiver, type ReceiverOptions } from '../src/index.ts'
import {
  envelope,
  post,
  sign,
  signed,
  SIGNED_PATH,
  TOKEN,
  TOKEN_PATH,
  withToken,
} from './support/deliveries.ts'
import { receiving } from './support/receiving.ts'
import type { RecordingLogger } from './support/recording-logger.ts'
import { tokenWebhook } from './support/webhooks.ts'

describe('a receiver refuses to start', () => {
  const source = { path: '/a', webhook: tokenWebhook, account: 'shop', secrets: 'secret' }
  const verifiedBy = (verification: object) => ({
    ...source,
    webhook: { ...tokenWebhook, verification: verification as typeof tokenWebhook.verification },
  })
  const start = (options: Partial<ReceiverOptions>) => () =>
    createReceiver({ inbox: createMemoryInbox(), sources: [source], ...options })

  test.each<[string, Partial<ReceiverOptions>, string]>([
    ['without a source', { sources: [] }, 'no source'],
    ['without a secret', { sources: [{ ...source, secrets: [] }] }, 'missing or empty'],
    ['with an empty secret', { sources: [{ ...source, secrets: '' }] }, 'missing or empty'],
    ['with a secret of spaces', { sources: [{ ...source, secrets: '  ' }] }, 'is empty'],
    ['with one empty secret of two', { sources: [{ ...source, secrets: ['good', ''] }] }, 'missing or empty'],
    ['with an unset secret', { sources: [{ ...source, secrets: undefined as never }] }, 'missing or empty'],
    ['with two sources on one path', { sources: [source, { ...source, account: 'b' }] }, 'two sources'],
    ['with a path that is none', { sources: [{ ...source, path: 'a' }] }, 'not a path'],
    ['with a query in a path', { sources: [{ ...source, path: '/a?b' }] }, 'not a path'],
    ['with a verification that is none', { sources: [verifiedBy({ kind: 'hmac' })] }, 'its kind is "hmac"'],
    ['with a header that is none', { sources: [verifiedBy({ kind: 'token' })] }, 'its header is missing'],
    [
      'with an encoding that is none',
      { sources: [verifiedBy({ kind: 'hmac-sha256', header: 'x-sign', encoding: 'hexadecimal' })] },
      'its encoding is "hexadecimal"',
    ],
    ['with a size limit that is none', { maxBodyBytes: Number.NaN }, 'maxBodyBytes'],
  ])('%s', (_case, options, words) => {
    expect(start(options)).toThrow(ConfigurationError)
    expect(start(options)).toThrow(words)
  })

  test.each([
    ['maxBodySize', { maxBodySize: 1_000 }],
    ['sources[0].adresses', { sources: [{ ...source, adresses: ['203.0.113.0/24'] }] }],
    ['sources[1].token', { sources: [source, { ...source, path: '/b', token: 'secret' }] }],
  ])('with the option %s, which is not known', (option, wrong) => {
    const options = wrong as Partial<ReceiverOptions>
    expect(start(options)).toThrow(ConfigurationError)
    expect(start(options)).toThrow(expect.objectContaining({ option }))
    expect(start(options)).toThrow(`"${option}" is not known`)
  })

  test('and says which option is wrong', () => {
    expect(start({ sources: [source, { ...source, path: '/b', secrets: [] }] })).toThrow(
      expect.objectContaining({ option: 'sources[1].secrets' }),
    )
  })
})

describe('a receiver answers', () => {
  const authorization = `Bearer ${TOKEN}`

  test('404 for a path without a source, whatever else is wrong', async () => {
    const { deliver } = receiving()
    expect(await deliver(post({ path: '/elsewhere', method: 'GET' }))).toBe(404)
    expect(await deliver(post({ path: `${TOKEN_PATH}/`, headers: { authorization } }))).toBe(404)
  })

  test('405 with Allow for a method that is not POST', async () => {
    const { receiver } = receiving()
    const response = await receiver(post({ method: 'GET', headers: { authorization } }))
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test.each([
    ['text/plain', 415],
    ['', 415],
    ['application/jsonp', 415],
    ['application/json', 200],
    ['Application/JSON; charset=utf-8', 200],
    ['application/cloudevents+json', 200],
  ])('content type "%s" with %i', async (type, status) => {
    const { deliver } = receiving()
    const body = JSON.stringify(envelope('1'))
    expect(await deliver(post({ headers: { authorization, 'content-type': type }, body }))).toBe(status)
  })

  test('415 for an encoded body', async () => {
    const { deliver } = receiving()
    expect(await deliver(post({ headers: { authorization, 'content-encoding': 'gzip' }, body: '{}' }))).toBe(
      415,
    )
  })

  test('413 for a length beyond the limit, without reading', async () => {
    const { deliver } = receiving({ maxBodyBytes: 10 })
    const body = new ReadableStream<Uint8Array>()
    expect(await deliver(post({ headers: { authorization, 'content-length': '11' }, body }))).toBe(413)
  })

  test('413 for a body that streams past the limit, and stops reading it', async () => {
    const { deliver } = receiving({ maxBodyBytes: 10_000 })
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1_000)),
      cancel: () => void (isCancelled = true),
    })
    expect(await deliver(post({ headers: { authorization }, body }))).toBe(413)
    expect(isCancelled).toBe(true)
  })

  test('200 for a body of exactly the limit', async () => {
    const body = JSON.stringify(envelope('1'))
    const { deliver } = receiving({ maxBodyBytes: body.length })
    expect(await deliver(withToken(body))).toBe(200)
    expect(await deliver(withToken(`${body} `))).toBe(413)
  })

  test('408 for a body that does not arrive in time, and leaves no timer', async () => {
    const clock = createVirtualClock()
    const { deliver } = receiving({ clock, bodyTimeoutMs: 10_000 })
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({ cancel: () => void (isCancelled = true) })
    const answer = deliver(post({ headers: { authorization }, body }))
    await clock.advance(9_999)
    expect(isCancelled).toBe(false)
    await clock.advance(1)
    expect(await answer).toBe(408)
    expect([isCancelled, clock.pendingTimers]).toEqual([true, 0])
  })

  test('400 for a body that breaks off', async () => {
    const { deliver, stored } = receiving()
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.from('{'))
        controller.error(new Error('reset'))
      },
    })
    expect(await deliver(post({ headers: { authorization }, body }))).toBe(400)
    expect(await stored()).toEqual([])
  })

  test('503 with Retry-After when the inbox fails', async () => {
    const inbox = { append: async () => Promise.reject(new Error('disk full')) }
    const { receiver, logger } = receiving({ inbox })
    const response = await receiver(withToken(envelope('1')))
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30'])
    expect(logger.lines).toMatchObject([{ level: 'error', fields: { reason: 'Error: disk full' } }])
  })

  test('503 when a secret cannot be read', async () => {
    const sources = [
      { path: TOKEN_PATH, webhook: tokenWebhook, account: 'a', secrets: { file: '/nowhere/secret' } },
    ]
    const { deliver } = receiving({ sources })
    expect(await deliver(withToken(envelope('1')))).toBe(503)
  })

  test('503 when something read the body before it', async () => {
    const { deliver, logger } = receiving()
    const request = withToken(envelope('1'))
    await request.text()
    expect(await deliver(request)).toBe(503)
    expect(JSON.stringify(logger.lines)).toContain('mount the receiver before body parsers')
  })

  test('200 only after the inbox has committed', async () => {
    const commit = Promise.withResolvers<['stored']>()
    const { receiver } = receiving({ inbox: { append: () => commit.promise } })
    let status: number | undefined
    const answer = receiver(withToken(envelope('1'))).then((response) => (status = response.status))
    await settlePromises()
    expect(status).toBeUndefined()
    commit.resolve(['stored'])
    await answer
    expect(status).toBe(200)
  })
})

describe('what a receiver refuses', () => {
  const wrong = () => withToken(envelope('1'), 'wrong')
  const warnings = ({ lines }: RecordingLogger) =>
    lines.flatMap(({ level, fields }) => (level === 'warn' ? [fields] : []))

  test('is a warning once a minute, with the number of them, and else level debug', async () => {
    const clock = createVirtualClock()
    const { deliver, logger } = receiving({ clock })
    for (let index = 0; index < 100; index++) expect(await deliver(wrong())).toBe(401)
    await clock.advance(59_999)
    await deliver(wrong())
    const fields = { path: TOKEN_PATH, status: 401, reason: 'another token' }
    expect(warnings(logger)).toEqual([{ ...fields, remoteAddress: undefined, refused: 1 }])
    expect(logger.lines.filter(({ level }) => level === 'debug')).toHaveLength(100)
    await clock.advance(1)
    await deliver(wrong())
    expect(warnings(logger).slice(1)).toMatchObject([{ ...fields, refused: 101 }])
    await clock.advance(60_000)
    await deliver(wrong())
    expect(warnings(logger).slice(2)).toMatchObject([{ ...fields, refused: 1 }])
  })

  test('is counted for each path and status: the noise at one does not hide another', async () => {
    const { deliver, logger } = receiving({ clock: createVirtualClock() })
    const refused = [
      wrong(),
      post({ method: 'GET' }),
      post({ headers: { 'content-type': 'text/plain' } }),
      post({ headers: { 'content-length': String(2 ** 21) } }),
      signed('{}', 'wrong'),
    ]
    for (const request of refused) {
      await deliver(request.clone())
      await deliver(request)
    }
    expect(warnings(logger)).toMatchObject([
      { path: TOKEN_PATH, status: 401 },
      { path: TOKEN_PATH, status: 405 },
      { path: TOKEN_PATH, status: 415 },
      { path: TOKEN_PATH, status: 413 },
      { path: SIGNED_PATH, status: 401 },
    ])
  })

  test.each([
    ['no token', post({ body: '{}' })],
    ['no token', post({ body: 'not JSON' })],
    ['no token', post({ body: `[{"token":"${TOKEN}"},{}]` })],
    ['another token', withToken(envelope('1'), 'wrong')],
    ['another token', post({ headers: { authorization: `Basic ${TOKEN}` } })],
    ['another token', post({ body: '{"token":"wrong"}' })],
    ['another token', post({ body: `[{"token":"${TOKEN}"},{"token":"wrong"}]` })],
    ['repeated keys', post({ body: `{"token":"${TOKEN}","token":"${TOKEN}"}` })],
    ['no signature', post({ path: SIGNED_PATH, body: '{}' })],
    ['another signature', signed('{}', 'wrong')],
  ])('says "%s" in the log, and nowhere else', async (reason, request) => {
    const { receiver, logger } = receiving()
    const answer = await receiver(request)
    expect([answer.status, [...answer.headers], await answer.text()]).toEqual([401, [], ''])
    expect(warnings(logger)).toMatchObject([{ status: 401, reason }])
  })

  test('on a path without a source is never a warning', async () => {
    const { deliver, logger } = receiving()
    await deliver(post({ path: '/elsewhere' }))
    expect(logger.lines).toMatchObject([{ level: 'debug', fields: { status: 404 } }])
  })
})

describe('a receiver stores', () => {
  test('one message for each envelope, in one commit', async () => {
    const commits: number[] = []
    const memory = createMemoryInbox()
    const { deliver } = receiving({
      inbox: {
        append(messages) {
          commits.push(messages.length)
          return memory.append(messages)
        },
      },
    })
    expect(await deliver(withToken([envelope('1'), envelope('2'), envelope('3')]))).toBe(200)
    expect(commits).toEqual([3])
  })

  test('who sent it, to whom, and what it says', async () => {
    const { deliver, stored } = receiving()
    await deliver(
      withToken({ message_type: 'skuInventoryChange', message_id: 'm1', data: [{ sku_id: 's1' }] }),
    )
    expect(await stored()).toMatchObject([
      {
        provider: 'masonhub',
        account: 'shop',
        type: 'skuInventoryChange',
        id: 'm1',
        orderKey: 's1',
        data: [{ sku_id: 's1' }],
      },
    ])
  })

  test('the last message of a URL with its query', async () => {
    const { deliver, stored } = receiving()
    const body = '{"id":"1"}'
    await deliver(post({ path: `${SIGNED_PATH}?x=1`, headers: { 'x-verify': sign(body) }, body }))
    expect(await stored()).toMatchObject([{ type: 'order' }])
  })

  test('integers that JavaScript would round as the strings of their digits', async () => {
    const { deliver, stored } = receiving()
    await deliver(signed('{"id":9007199254740993,"amount":12.5,"count":9007199254740991}'))
    expect(await stored()).toMatchObject([
      { data: { id: '9007199254740993', amount: 12.5, count: 9_007_199_254_740_991 } },
    ])
  })

  test('two deliveries that differ in one such digit as two', async () => {
    const { deliver, stored } = receiving()
    await deliver(signed('{"id":9007199254740993}'))
    await deliver(signed('{"id":9007199254740992}'))
    expect(await stored()).toHaveLength(2)
  })

  test('a repetition once, and says 200 to both', async () => {
    const { deliver, stored } = receiving()
    expect(await deliver(withToken(envelope('1')))).toBe(200)
    expect(await deliver(withToken(envelope('1')))).toBe(200)
    expect(await stored()).toHaveLength(1)
  })

  test('a repetition once, though its token came another way', async () => {
    const { deliver, stored } = receiving()
    await deliver(withToken(envelope('1')))
    await deliver(post({ body: JSON.stringify(envelope('1', { token: TOKEN })) }))
    await deliver(withToken(envelope('1', { token: TOKEN })))
    expect(await stored()).toHaveLength(1)
  })

  test('the same id of two accounts twice', async () => {
    const inbox = createMemoryInbox()
    const { deliver } = receiving({
      inbox,
      sources: ['a', 'b'].map((account) => ({
        path: `/${account}`,
        webhook: tokenWebhook,
        account,
        secrets: `token ${account}`,
      })),
    })
    for (const account of ['a', 'b']) {
      const headers = { authorization: `Bearer token ${account}` }
      expect(await deliver(post({ path: `/${account}`, headers, body: JSON.stringify(envelope('1')) }))).toBe(
        200,
      )
    }
    expect((await inbox.counts()).pending).toBe(2)
  })

  test('a known id with other content beside it, and raises the alarm', async () => {
    const { deliver, inbox, logger } = receiving()
    await deliver(withToken(envelope('1')))
    expect(await deliver(withToken(envelope('1', { data: [{ status: 'cancelled' }] })))).toBe(200)
    expect(await inbox.listSetAside()).toMatchObject([
      { state: 'quarantined', id: '1', data: [{ status: 'cancelled' }] },
    ])
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('quarantined') }),
    )
  })
})

describe('a verified delivery that cannot be read is stored as unparsed', () => {
  test.each([
    ['not JSON', '{"a":', 'not JSON'],
    ['an empty body', '', 'not JSON'],
    ['65 deep', `${'['.repeat(65)}${']'.repeat(65)}`, 'nested deeper than 64'],
    ['5,000 deep', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, 'nested deeper than 64'],
  ])('%s', async (_case, body, reason) => {
    const { deliver, stored } = receiving()
    expect(await deliver(signed(body))).toBe(200)
    expect(await stored()).toMatchObject([{ type: 'unparsed', data: { reason, body, encoding: 'utf8' } }])
  })

  test('64 deep is read', async () => {
    const { deliver, stored } = receiving()
    await deliver(signed(`${'['.repeat(64)}"]]]"${']'.repeat(64)}`))
    expect(await stored()).toMatchObject([{ type: 'order' }])
  })

  test('bytes that are not UTF-8, unchanged', async () => {
    const { deliver, stored } = receiving()
    const bytes = Uint8Array.from([0x22, 0xff, 0xfe, 0x22])
    expect(await deliver(signed(bytes))).toBe(200)
    const body = Buffer.from(bytes).toString('base64')
    expect(await stored()).toMatchObject([
      { type: 'unparsed', data: { reason: 'not valid UTF-8', body, encoding: 'base64' } },
    ])
  })

  test('what read() throws on, without its token', async () => {
    const { deliver, stored, logger } = receiving()
    expect(await deliver(withToken({ message_type: 'orderEvent', token: TOKEN, data: null }))).toBe(200)
    const [message] = await stored()
    expect(message).toMatchObject({
      type: 'unparsed',
      data: { reason: expect.stringMatching(/^read\(\) failed: TypeError/), encoding: 'utf8' },
    })
    expect(message?.data).toHaveProperty('body', '{"message_type":"orderEvent","data":null}')
    expect(logger.lines).toContainEqual(expect.objectContaining({ level: 'warn' }))
  })

  test.each([
    ['no message', () => []],
    ['an id that is no string', () => [{ type: 'a', id: 7 as unknown as string, data: 1 }]],
    ['data that is not JSON', () => [{ type: 'a', data: 1n }]],
  ])('what read() makes %s of', async (_case, read) => {
    const sources = [
      { path: TOKEN_PATH, webhook: { ...tokenWebhook, read }, account: 'shop', secrets: TOKEN },
    ]
    const { deliver, stored } = receiving({ sources })
    expect(await deliver(withToken({ a: 1 }))).toBe(200)
    expect(await stored()).toMatchObject([{ type: 'unparsed', data: { body: '{"a":1}' } }])
  })

  test('what came with a token in the header, with every token in its text blanked', async () => {
    const { deliver, stored } = receiving()
    expect(await deliver(withToken(`{"token":"${TOKEN}",`))).toBe(200)
    expect(await stored()).toMatchObject([{ data: { body: '{"token":"[redacted]",' } }])
  })

  test('blanked, too, where JSON has to escape the token', async () => {
    const token = 'with "quotes"'
    const sources = [{ path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: ['old', token] }]
    const { deliver, stored } = receiving({ sources })
    expect(await deliver(withToken(`[${JSON.stringify(token)}, ${token}`, token))).toBe(200)
    expect(await stored()).toMatchObject([{ data: { body: '["[redacted]", [redacted]' } }])
  })
})

test('a rotated secret is accepted beside the old one, from wherever it is read', async () => {
  const sources = [
    {
      path: TOKEN_PATH,
      webhook: tokenWebhook,
      account: 'shop',
      secrets: ['old', new Secret('new'), () => 'newest', async () => 'latest'],
    },
  ]
  const { deliver } = receiving({ sources })
  for (const token of ['old', 'new', 'newest', 'latest']) {
    expect(await deliver(withToken(envelope(token), token))).toBe(200)
  }
  expect(await deliver(withToken(envelope('1'), 'older'))).toBe(401)
})
