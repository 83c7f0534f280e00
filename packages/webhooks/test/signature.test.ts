import { createHmac } from 'node:crypto'

import { createSeededRandom } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { post, sign, signed, SIGNED_PATH, SIGNING_SECRET } from './support/deliveries.ts'
import { receiving } from './support/receiving.ts'
import { signedWebhook } from './support/webhooks.ts'

describe('the vendor’s vectors', () => {
  test.each([
    [SIGNING_SECRET, '{"balance":75,"threshold":200}', 'o4JBlpu3wx3Wt/5ks78PDkOZJIPWGnRlG3yV5PC/nR8='],
    [SIGNING_SECRET, '{"balance": 75, "threshold": 200}', 'kQRZQkZJTRuW4xIpntj1nFFk4fJb+qpZothlKYEY2NE='],
    [
      SIGNING_SECRET,
      '{"id":"01J0ORDER00000000000000001","status":"SUCCESS"}',
      '17Vv6OSMbHuaZx9AzfbEyqP0XaRZWcJyGeTVEiYV7xw=',
    ],
    ['clé-₹', '{"note":"₹ 500 – café"}', '8EO2L9+/mvy5eunZT8kiryFPIunUJi7BTbSzgqRtxUw='],
    [SIGNING_SECRET, '', '6GV3JmWm3tXdg2SP/Q5sW1qOkMGh7zkfMOPjzaUbzEQ='],
  ])('secret %s, body %s', async (secrets, body, signature) => {
    const sources = [{ path: SIGNED_PATH, webhook: signedWebhook, account: 'shop', secrets }]
    const { deliver, stored } = receiving({ sources })
    expect(await deliver(signed(body, signature))).toBe(200)
    expect(await stored()).toHaveLength(1)
  })
})

describe('a signature is refused', () => {
  const body = '{"note":"₹ 500\\r\\n"}'
  const right = sign(body)
  const bytes = Buffer.from(right, 'base64')

  test.each([
    ['empty', ''],
    ['of another secret', sign(body, 'another')],
    ['of the body as it would be written again', sign(JSON.stringify(JSON.parse(body), null, 1))],
    ['without its padding', right.replace('=', '')],
    ['with more padding', `${right}=`],
    ['in the alphabet for URLs', bytes.toString('base64url')],
    ['in hex', bytes.toString('hex')],
    ['twice', `${right}, ${right}`],
    ['after another', `${sign('a')}, ${right}`],
    ['with a prefix', `sha256=${right}`],
    ['in lower case', right.toLowerCase()],
  ])('%s', async (_case, signature) => {
    const { deliver, stored } = receiving()
    expect(await deliver(signed(body, signature))).toBe(401)
    expect(await stored()).toEqual([])
  })

  test('when it is not there', async () => {
    const { deliver } = receiving()
    expect(await deliver(post({ path: SIGNED_PATH, body }))).toBe(401)
  })

  test('over bytes that decode to the same text', async () => {
    const { deliver } = receiving()
    const bytesOfOne = Uint8Array.from([0x22, 0xff, 0x22])
    const bytesOfOther = Uint8Array.from([0x22, 0xfe, 0x22])
    expect(await deliver(signed(bytesOfOne, sign(bytesOfOther)))).toBe(401)
  })

  test('over another line ending', async () => {
    const { deliver } = receiving()
    expect(await deliver(signed('{}\r\n', sign('{}\n')))).toBe(401)
  })
})

test('a signature in hex is taken in lower case only', async () => {
  const webhook = {
    ...signedWebhook,
    verification: { kind: 'hmac-sha256', header: 'x-signature', encoding: 'hex' } as const,
  }
  const sources = [{ path: '/hex', webhook, account: 'shop', secrets: ['old', SIGNING_SECRET] }]
  const { deliver } = receiving({ sources })
  const body = '{"a":1}'
  const signature = createHmac('sha256', SIGNING_SECRET).update(body).digest('hex')
  const send = (value: string) => deliver(post({ path: '/hex', headers: { 'x-signature': value }, body }))
  expect(await send(signature)).toBe(200)
  expect(await send(signature.toUpperCase())).toBe(401)
})

test('a prefix that the definition names may stand before a signature, once', async () => {
  const webhook = {
    ...signedWebhook,
    verification: { kind: 'hmac-sha256', header: 'x-signature', encoding: 'hex', prefix: 'sha256=' } as const,
  }
  const { deliver } = receiving({
    sources: [{ path: '/hex', webhook, account: 'shop', secrets: SIGNING_SECRET }],
  })
  const body = '{"a":1}'
  const signature = createHmac('sha256', SIGNING_SECRET).update(body).digest('hex')
  const send = (value: string) => deliver(post({ path: '/hex', headers: { 'x-signature': value }, body }))
  expect(await send(`sha256=${signature}`)).toBe(200)
  expect(await send(signature)).toBe(200)
  for (const wrong of [
    `sha256=sha256=${signature}`,
    `sha1=${signature}`,
    `SHA256=${signature}`,
    'sha256=',
    '',
  ]) {
    expect(await send(wrong)).toBe(401)
  }
})

test('no delivery is accepted that differs in one bit of body or signature', async () => {
  const random = createSeededRandom(47)
  const { deliver, stored } = receiving()
  const body = Buffer.from('{"id":"01J0ORDER00000000000000001","status":"SUCCESS","note":"₹ 500 – café"}')
  const signature = Buffer.from(sign(body))
  let tried = 0
  while (tried < 10_000) {
    const inBody = random.fraction() < 0.5
    const original = inBody ? body : signature
    const mutant = Buffer.from(original)
    const index = Math.floor(random.fraction() * mutant.length)
    mutant.writeUInt8(mutant.readUInt8(index) ^ (1 << Math.floor(random.fraction() * 8)), index)
    let request: Request
    try {
      request = inBody
        ? signed(Uint8Array.from(mutant), signature.toString())
        : signed(body.toString(), mutant.toString('latin1'))
    } catch {
      continue // not a character that a header can have
    }
    tried += 1
    const status = await deliver(request)
    if (status !== 401) throw new Error(`bit flip at ${index} of ${inBody ? 'body' : 'header'} got ${status}`)
  }
  expect(await stored()).toEqual([])
})
