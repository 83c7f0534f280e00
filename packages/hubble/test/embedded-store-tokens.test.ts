import { generateKeyPairSync, verify } from 'node:crypto'
import { inspect } from 'node:util'

import type { Secret } from '@tenon/core'
import { createVirtualClock } from '@tenon/core/testing'
import { importSPKI, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'

import { createStoreTokens } from '../src/embedded-store/index.ts'

const pem = { type: 'pkcs8', format: 'pem' } as const

function keyPair(modulusLength = 2048) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength })
  return {
    privateKey: String(privateKey.export(pem)),
    publicKey,
    spki: publicKey.export({ type: 'spki', format: 'pem' }),
  }
}

const keys = keyPair()
const NOW_MS = Date.UTC(2026, 5, 1, 12, 0, 0, 999)
const user = {
  userId: 'user-1',
  name: 'Zoë ₹',
  email: 'zoe@example.com',
  phoneNumber: '9876543210',
  cohorts: ['gold'],
}

function decode(token: Secret) {
  const [header = '', claims = '', signature = ''] = token.reveal().split('.')
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
  return { header: read(header), claims: read(claims), signed: `${header}.${claims}`, signature }
}

function makeTokens(
  privateKey: string | (() => string) = keys.privateKey,
  clock = createVirtualClock(NOW_MS),
) {
  return { clock, tokens: createStoreTokens({ clientId: 'acme', privateKey, clock }) }
}

test('a token is a JWT in RS256 that says who, by whom, and that it ends in a minute', async () => {
  const { header, claims, signed, signature } = decode(await makeTokens().tokens.issue(user))
  const iat = Math.floor(NOW_MS / 1000)
  expect(header).toEqual({ alg: 'RS256', typ: 'JWT' })
  expect(claims).toEqual({
    sub: 'user-1',
    iss: 'acme',
    iat,
    exp: iat + 60,
    name: 'Zoë ₹',
    email: 'zoe@example.com',
    phoneNumber: '9876543210',
    cohorts: ['gold'],
  })
  expect(verify('sha256', Buffer.from(signed), keys.publicKey, Buffer.from(signature, 'base64url'))).toBe(
    true,
  )
})

test('a verifier with the public key takes it for a minute, and no longer', async () => {
  const token = (await makeTokens().tokens.issue({ userId: 'user-1' })).reveal()
  const key = await importSPKI(keys.spki.toString(), 'RS256')
  const at = (seconds: number) =>
    jwtVerify(token, key, { issuer: 'acme', currentDate: new Date(NOW_MS + seconds * 1000) })
  expect((await at(58)).payload.sub).toBe('user-1')
  await expect(at(61)).rejects.toThrow(/exp/)
})

test('each opening gets a token of its own time', async () => {
  const { tokens, clock } = makeTokens()
  const first = decode(await tokens.issue(user))
  await clock.advance(5_000)
  const second = decode(await tokens.issue(user))
  expect(second.claims).toMatchObject({ iat: Math.floor(NOW_MS / 1000) + 5 })
  expect(second.signature).not.toBe(first.signature)
})

test('a key that is changed signs from then on', async () => {
  const next = keyPair()
  let privateKey = keys.privateKey
  const { tokens } = makeTokens(() => privateKey)
  await tokens.issue(user)
  privateKey = next.privateKey
  const { signed, signature } = decode(await tokens.issue(user))
  expect(verify('sha256', Buffer.from(signed), next.publicKey, Buffer.from(signature, 'base64url'))).toBe(
    true,
  )
})

test('neither token nor key shows', async () => {
  const { tokens } = makeTokens()
  const token = await tokens.issue(user)
  const shown = `${inspect(tokens, { depth: 9, showHidden: true })} ${String(token)} ${JSON.stringify({ token })}`
  expect(shown).not.toContain(token.reveal())
  expect(shown).not.toContain('PRIVATE KEY')
})

describe('a user that breaks a rule is not signed', () => {
  test.each([
    ['no id', { userId: ' ' }, 'userId'],
    ['a telephone number with signs', { userId: 'u', phoneNumber: '+919876543210' }, 'phoneNumber'],
    ['a field that is not known', { userId: 'u', phone: '9876543210' }, 'phone'],
    ['a lifetime of its own', { userId: 'u', exp: 9_999_999_999 }, 'exp'],
  ])('%s', async (_, wrong, field) => {
    await expect(makeTokens().tokens.issue(wrong as never)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [expect.stringContaining(field)],
    })
  })
})

describe('a key that cannot sign is named', () => {
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pem)
  test.each([
    ['not a key', 'nothing'],
    ['of another kind', elliptic],
    ['too short', keyPair(1024).privateKey],
  ])('%s', async (_, privateKey) => {
    const error: unknown = await makeTokens(String(privateKey))
      .tokens.issue(user)
      .catch((one: unknown) => one)
    expect(error).toMatchObject({ code: 'CONFIGURATION', option: 'privateKey' })
    expect(inspect(error)).not.toContain('MI')
  })

  test('missing', () => {
    expect(() => createStoreTokens({ clientId: 'acme', privateKey: '' })).toThrow(/privateKey/)
    expect(() => createStoreTokens({ clientId: '', privateKey: 'x' })).toThrow(/clientId/)
  })
})
