import { ConfigurationError } from '@tenon/core'
import { createSeededRandom } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { envelope, TOKEN, TOKEN_PATH, withToken } from './support/deliveries.ts'
import { receiving } from './support/receiving.ts'
import { tokenWebhook } from './support/webhooks.ts'

const VENDOR = ['203.0.113.0/24', '198.51.100.7', '2001:db8:1::/48']

/** The status for a delivery with the right token, from an address and through proxies. */
async function statusFrom(
  remoteAddress: string | undefined,
  { forwarded, trustedHops = 0 }: { forwarded?: string; trustedHops?: number } = {},
): Promise<number> {
  const source = { path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: TOKEN }
  const { receiver } = receiving({ sources: [{ ...source, addresses: VENDOR }], trustedHops })
  const request = withToken(envelope('1'))
  if (forwarded !== undefined) request.headers.set('x-forwarded-for', forwarded)
  return (await receiver(request, { remoteAddress })).status
}

describe('a list of addresses', () => {
  test.each([
    ['203.0.113.9', 200],
    ['::ffff:203.0.113.9', 200],
    ['198.51.100.7', 200],
    ['2001:db8:1::42', 200],
    ['203.0.114.9', 401],
    ['::ffff:203.0.114.9', 401],
    ['198.51.100.8', 401],
    ['2001:db8:2::42', 401],
    ['0203.0.113.9', 401],
    ['203.0.113', 401],
    ['junk', 401],
    ['', 401],
  ])('answers %s with %i', async (address, status) => {
    expect(await statusFrom(address)).toBe(status)
  })

  test('accepts nothing from a server that does not say who delivers', async () => {
    expect(await statusFrom(undefined)).toBe(401)
    expect(await statusFrom(undefined, { forwarded: '203.0.113.9', trustedHops: 1 })).toBe(401)
  })

  test('is not enough by itself: the token must be right as well', async () => {
    const source = { path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: TOKEN }
    const { receiver } = receiving({ sources: [{ ...source, addresses: VENDOR }] })
    const answer = await receiver(withToken(envelope('1'), 'wrong'), { remoteAddress: '203.0.113.9' })
    expect(answer.status).toBe(401)
  })
})

describe('X-Forwarded-For', () => {
  test.each<[string, string, number, number]>([
    ['is not read without trusted hops', '203.0.113.9', 0, 401],
    ['names the sender, behind one proxy', '203.0.113.9', 1, 200],
    ['is read from the right: what stands further left was sent along', '203.0.113.9, 192.0.2.1', 1, 401],
    ['is read from the right, whatever stands further left', 'junk, 10.0.0.1, 203.0.113.9', 1, 200],
    ['is counted by hops', '203.0.113.9, 10.0.0.1', 2, 200],
    ['is too short for so many hops', '203.0.113.9', 2, 401],
    ['may have a port', '203.0.113.9:51234', 1, 200],
    ['may have brackets and a port', '[2001:db8:1::42]:51234', 1, 200],
    ['may be a mapped address', '::ffff:203.0.113.9', 1, 200],
    ['with an octal form is junk', '0313.0.113.9', 1, 401],
    ['with a name is junk', 'vendor.test', 1, 401],
    ['with an empty entry is junk', '203.0.113.9,', 1, 401],
    ['with a second port is junk', '203.0.113.9:1:2', 1, 401],
  ])('%s', async (_case, forwarded, trustedHops, status) => {
    expect(await statusFrom('10.0.0.2', { forwarded, trustedHops })).toBe(status)
  })

  test('gets nobody in who writes 5,000 of them, as long as the proxy writes its own', async () => {
    const random = createSeededRandom(50)
    const pieces = [
      '203.0.113.9',
      ',',
      ' ',
      '::ffff:',
      '[',
      ']',
      ':80',
      '%eth0',
      '0x7f',
      '1',
      '\t',
      'x',
      '/24',
    ]
    const source = { path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: TOKEN }
    const { receiver } = receiving({ sources: [{ ...source, addresses: VENDOR }], trustedHops: 1 })
    const statuses = new Set<number>()
    for (let round = 0; round < 5_000; round++) {
      const spoofed = Array.from(
        { length: Math.floor(random.fraction() * 6) },
        () => pieces[Math.floor(random.fraction() * pieces.length)],
      ).join('')
      const request = withToken(envelope('1'))
      request.headers.set('x-forwarded-for', `${spoofed}, 192.0.2.66`)
      statuses.add((await receiver(request, { remoteAddress: '10.0.0.2' })).status)
    }
    expect([...statuses]).toEqual([401])
  })
})

test.each<[string, object, string]>([
  ['an empty list', { addresses: [] }, 'sources[0].addresses'],
  ['a name', { addresses: ['vendor.test'] }, 'sources[0].addresses'],
  ['a network that is too small', { addresses: ['203.0.113.0/33'] }, 'sources[0].addresses'],
  ['a network without a size', { addresses: ['203.0.113.0/'] }, 'sources[0].addresses'],
])('a receiver does not start with %s for addresses', (_case, part, option) => {
  const source = { path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: TOKEN, ...part }
  const start = () => receiving({ sources: [source] })
  expect(start).toThrow(ConfigurationError)
  expect(start).toThrow(expect.objectContaining({ option }))
})

test.each([-1, 0.5, Number.NaN])('a receiver does not start with %d trusted hops', (trustedHops) => {
  expect(() => receiving({ trustedHops })).toThrow(expect.objectContaining({ option: 'trustedHops' }))
})
