import { Secret } from '@tenon/core'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { envelope, post, TOKEN, TOKEN_PATH, withToken } from './support/deliveries.ts'
import { receiving } from './support/receiving.ts'
import { tokenWebhook } from './support/webhooks.ts'

const good = JSON.stringify(envelope('1'))

function inBody(body: unknown): Request {
  return post({ body: typeof body === 'string' ? body : JSON.stringify(body) })
}

describe('a token in the header', () => {
  test.each([
    ['the token', `Bearer ${TOKEN}`, 200],
    ['another token', 'Bearer another', 401],
    ['no prefix', TOKEN, 401],
    ['another case of the prefix', `bearer ${TOKEN}`, 401],
    ['another scheme', `Basic ${TOKEN}`, 401],
    ['more than the token', `Bearer ${TOKEN}x`, 401],
    ['less than the token', `Bearer ${TOKEN.slice(1)}`, 401],
    ['the token twice', `Bearer ${TOKEN}, Bearer ${TOKEN}`, 401],
    ['the prefix alone', 'Bearer ', 401],
    ['nothing', '', 401],
  ])('%s', async (_case, authorization, status) => {
    const { deliver } = receiving()
    expect(await deliver(post({ headers: { authorization }, body: good }))).toBe(status)
  })

  test('decides alone: a token in the body does not help', async () => {
    const { deliver } = receiving()
    const headers = { authorization: 'Bearer wrong' }
    const body = JSON.stringify(envelope('1', { token: TOKEN }))
    expect(await deliver(post({ headers, body }))).toBe(401)
  })

  test('is asked for where the body is not to be looked at', async () => {
    const webhook = { ...tokenWebhook, verification: { kind: 'token', header: 'x-token' } as const }
    const { deliver } = receiving({ sources: [{ path: TOKEN_PATH, webhook, account: 'a', secrets: TOKEN }] })
    expect(await deliver(inBody(envelope('1', { token: TOKEN })))).toBe(401)
    expect(await deliver(post({ headers: { 'x-token': TOKEN }, body: good }))).toBe(200)
  })
})

describe('a token in the body', () => {
  const { message_type: type } = envelope('1') as { message_type: string }

  test.each<[string, unknown, number]>([
    ['in one envelope', envelope('1', { token: TOKEN }), 200],
    ['in every envelope', [envelope('1', { token: TOKEN }), envelope('2', { token: TOKEN })], 200],
    ['nowhere', envelope('1'), 401],
    ['in one of two envelopes', [envelope('1', { token: TOKEN }), envelope('2')], 401],
    ['in the last of two', [envelope('1', { token: 'wrong' }), envelope('2', { token: TOKEN })], 401],
    ['in no envelope', [], 401],
    ['wrong', envelope('1', { token: 'wrong' }), 401],
    ['empty', envelope('1', { token: '' }), 401],
    ['in an array', envelope('1', { token: [TOKEN] }), 401],
    ['in an object', envelope('1', { token: { toString: TOKEN } }), 401],
    ['a boolean', envelope('1', { token: true }), 401],
    ['null', envelope('1', { token: null }), 401],
    ['deeper down', envelope('1', { data: [{ token: TOKEN }] }), 401],
    ['in an envelope of an envelope', [[envelope('1', { token: TOKEN })]], 401],
    ['as the whole body', TOKEN, 401],
    [
      'twice, the last one right',
      `{"message_type":"${type}","token":"no","token":"${TOKEN}","data":[]}`,
      401,
    ],
    [
      'twice, the last one wrong',
      `{"message_type":"${type}","token":"${TOKEN}","token":"no","data":[]}`,
      401,
    ],
    ['twice, once escaped', `{"message_type":"a","tok\\u0065n":"no","token":"${TOKEN}","data":[]}`, 401],
    ['in the prototype', `{"__proto__":{"token":"${TOKEN}"},"message_type":"a","data":[]}`, 401],
    ['in a body that is not JSON', `{"token":"${TOKEN}"`, 401],
    ['in a body that is too deep', `{"token":"${TOKEN}","a":${'['.repeat(64)}${']'.repeat(64)}}`, 401],
  ])('%s', async (_case, body, status) => {
    const { deliver, stored } = receiving()
    expect(await deliver(inBody(body))).toBe(status)
    expect((await stored()).length > 0).toBe(status === 200)
  })

  test.each([
    ['of numbers', `[${'1,'.repeat(200_000)}1]`],
    ['of objects', `[${'{},'.repeat(200_000)}{}]`],
    ['of wrong tokens', `[${'{"token":"no"},'.repeat(50_000)}{"token":"no"}]`],
  ])('a long list %s costs a stranger one comparison', async (_case, body) => {
    const secret = new Secret(TOKEN)
    const matches = vi.spyOn(secret, 'matches')
    const { deliver } = receiving({
      sources: [{ path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: secret }],
    })
    expect(await deliver(inBody(body))).toBe(401)
    expect(matches.mock.calls.length).toBeLessThanOrEqual(1)
  })

  test('that is not one is no reason to look at every number', async () => {
    const reviving = vi.spyOn(JSON, 'parse')
    onTestFinished(() => reviving.mockRestore())
    const { deliver } = receiving()
    expect(await deliver(inBody('[{"token":"no","id":1111111111111111}]'))).toBe(401)
    expect(reviving.mock.calls.filter(([, reviver]) => typeof reviver === 'function')).toEqual([])
  })

  test('leaves the digits of long numbers as they are', async () => {
    const { deliver, stored } = receiving()
    const body = `{"message_type":"a","message_id":"1","token":"${TOKEN}","data":[{"id":9007199254740993}]}`
    expect(await deliver(inBody(body))).toBe(200)
    expect(await stored()).toMatchObject([{ data: [{ id: '9007199254740993' }] }])
  })

  test('while it is rotated may be the old one and the new one', async () => {
    const sources = [
      { path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: [TOKEN, 'the new one'] },
    ]
    const { deliver } = receiving({ sources })
    const list = (...tokens: string[]) =>
      inBody(tokens.map((token, index) => envelope(String(index), { token })))
    expect(await deliver(list('the new one', TOKEN, 'the new one'))).toBe(200)
    expect(await deliver(list('the new one', TOKEN, 'another'))).toBe(401)
  })

  test('is gone from what read() sees and from what is stored', async () => {
    const seen: unknown[] = []
    const webhook = {
      ...tokenWebhook,
      read: (body: unknown) => {
        seen.push(body)
        return [{ type: 'all', data: body }]
      },
    }
    const { deliver, stored } = receiving({
      sources: [{ path: TOKEN_PATH, webhook, account: 'a', secrets: TOKEN }],
    })
    await deliver(inBody([envelope('1', { token: TOKEN })]))
    await deliver(withToken(envelope('2', { token: TOKEN })))
    expect(seen).toEqual([[envelope('1')], envelope('2')])
    expect(JSON.stringify(await stored())).not.toContain(TOKEN)
  })
})

test('every refusal looks the same, whatever is wrong', async () => {
  const { receiver } = receiving()
  const answers = await Promise.all(
    [inBody(envelope('1')), inBody('{'), withToken(envelope('1'), 'wrong')].map(async (request) => {
      const response = await receiver(request)
      return [response.status, [...response.headers], await response.text()]
    }),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['[401,[],""]']))
})
