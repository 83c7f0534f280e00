import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { AuthenticationError, PermissionError, Secret } from '@tenon/core'
import { createVirtualClock } from '@tenon/core/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { createMasonHub } from '../src/index.ts'
import { startMasonHubFake, type MasonHubFake } from '../src/testing/index.ts'
import { recordingLogger } from './recording-logger.ts'

const DAY_S = 86_400

let fake: MasonHubFake
beforeEach(async () => {
  fake = await startMasonHubFake()
})
afterEach(() => fake.close())

describe('the token', () => {
  test('from a function is taken up when it changes, without a restart', async () => {
    let token = fake.issueToken()
    await using masonhub = createMasonHub({ ...fake.clientOptions(), auth: { token: async () => token } })
    await masonhub.orders.list()
    const former = token
    token = fake.issueToken()
    fake.revokeToken(former)
    await expect(masonhub.orders.list()).resolves.toMatchObject({ data: [] })
  })

  test('from a file is taken up when the file changes, without a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tenon-masonhub-'))
    const file = join(folder, 'token')
    const former = fake.issueToken()
    await writeFile(file, `${former}\n`)
    const clock = createVirtualClock(Date.now())
    await using masonhub = createMasonHub({ ...fake.clientOptions(), auth: { token: { file } }, clock })
    await masonhub.orders.list()
    await writeFile(file, fake.issueToken())
    fake.revokeToken(former)
    await expect(masonhub.orders.list()).rejects.toThrow(AuthenticationError)
    await clock.advance(5_000)
    await expect(masonhub.orders.list()).resolves.toMatchObject({ data: [] })
    await rm(folder, { recursive: true })
  })

  test('may be a Secret, and need not be a JWT', async () => {
    await using masonhub = createMasonHub({ ...fake.clientOptions(), auth: { token: new Secret('opaque') } })
    await expect(masonhub.ready()).resolves.toBeUndefined()
    expect(masonhub.status()).toEqual({ closed: false, running: 0, pausedMs: 0, credential: undefined })
  })

  test.each([
    ['is missing its phrase', (issued: string) => (fake.revokeToken(issued), issued), /Invalid bearer token/],
    ['has expired', () => fake.issueToken({ expiresInSeconds: -1 }), /Token expired.*new token/],
    ['was signed by somebody else', (issued: string) => `${issued.slice(0, -3)}AAA`, /Invalid bearer token/],
    ['is not one', () => 'opaque', /belongs to this account and environment/],
  ])('is refused for good when it %s', async (_, make, message) => {
    const token = make(fake.issueToken())
    await using masonhub = createMasonHub({ ...fake.clientOptions(), auth: { token } })
    const error = await masonhub.orders.list().catch((reason: unknown) => reason)
    expect(AuthenticationError.isInstance(error)).toBe(true)
    expect((error as Error).message).toMatch(message)
    expect(fake.requests).toHaveLength(1)
  })

  test('that is not allowed leads to another error than one that is refused', async () => {
    fake.faults.add({ fault: { kind: 'answer', answer: { status: 403, body: { message: 'Forbidden' } } } })
    await using masonhub = createMasonHub(fake.clientOptions())
    await expect(masonhub.orders.list()).rejects.toThrow(PermissionError)
  })
})

describe('a token near its end', () => {
  const warnings = async (token: string): Promise<ReturnType<typeof recordingLogger>['lines']> => {
    const logger = recordingLogger()
    await using masonhub = createMasonHub({ ...fake.clientOptions(), auth: { token }, logger })
    await masonhub.orders.list().catch(() => {})
    await masonhub.orders.list().catch(() => {})
    return logger.lines.filter(({ level }) => level === 'warn')
  }

  test.each([
    ['in 13 days is announced once', 13 * DAY_S, 'the token expires soon'],
    ['in the past is announced once', -2 * DAY_S, 'the token has expired: ask MasonHub for a new one'],
  ])('%s', async (_, expiresInSeconds, message) => {
    const lines = await warnings(fake.issueToken({ expiresInSeconds }))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ message, fields: { provider: 'masonhub', option: 'auth.token' } })
  })

  test('is not announced when the end is far, not known, or absurd', async () => {
    const odd = (claims: unknown): string =>
      `eyJ.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`
    expect(await warnings(fake.issueToken({ expiresInSeconds: 15 * DAY_S }))).toEqual([])
    for (const token of ['opaque', 'a.b.c', odd(null), odd({ exp: '1' }), odd({ exp: -1e300 }), odd([])]) {
      expect(await warnings(token)).toEqual([])
    }
  })

  test('is announced without telling the token', async () => {
    const token = fake.issueToken({ expiresInSeconds: DAY_S })
    const text = JSON.stringify(await warnings(token))
    for (const secret of fake.secrets) expect(text).not.toContain(secret)
  })
})
