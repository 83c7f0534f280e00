import { inspect } from 'node:util'

import { TlsError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { createHubble, type DoctorCheck } from '../src/index.ts'
import { startHubbleFake } from '../src/testing/index.ts'
import { productId } from './support/an-order.ts'
import { scriptedTransport } from './support/scripted-transport.ts'
import { setUp } from './support/set-up.ts'

/** `credentials: wrong-id` for all that is not fine. */
function findings(checks: readonly DoctorCheck[]): string[] {
  return checks.filter(({ ok }) => ok === false).map(({ name, finding }) => `${name}: ${finding}`)
}

function expectSound(checks: readonly DoctorCheck[]): void {
  for (const { ok, advice, detail } of checks) {
    expect(advice === undefined).toBe(ok !== false)
    expect(detail).not.toBe('')
  }
}

test('a setup that is right passes everything', async () => {
  const { hubble } = await setUp()
  const checks = await hubble.doctor({ productIds: [productId('Bazaar')] })
  expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
    ['network', true],
    ['address', true],
    ['environment', true],
    ['credentials', true],
    ['catalogue', true],
    ['brand', true],
    ['wallet', true],
  ])
  expectSound(checks)
})

describe('what is wrong is told apart', () => {
  test.each([
    ['the id', { clientId: 'fake-clinet' }, 'credentials: wrong-id', /clientId/],
    ['the secret', { clientSecret: 'no' }, 'credentials: wrong-secret', /clientSecret anew/],
    [
      'the file of the secret',
      { clientSecret: { file: '/there/is/none' } },
      'credentials: setting-unreadable',
      /option/,
    ],
  ])('%s', async (_, auth, finding, advice) => {
    await using fake = await startHubbleFake()
    await using hubble = createHubble({ ...fake.account, auth: { ...fake.account.auth, ...auth } })
    const checks = await hubble.doctor()
    expect(findings(checks)).toEqual([finding])
    expect(checks.find(({ ok }) => ok === false)?.advice).toMatch(advice)
    expect(checks.filter(({ ok }) => ok === null).map(({ name }) => name)).toEqual([
      'environment',
      'catalogue',
      'wallet',
    ])
    expectSound(checks)
  })

  test('the address of this machine', async () => {
    const { hubble } = await setUp({ login: 'forbidden' })
    const checks = await hubble.doctor()
    expect(findings(checks)).toEqual(['address: address-not-allowed'])
    expect(checks.find(({ name }) => name === 'address')).toMatchObject({
      advice: expect.stringMatching(/IP allowlist of staging/),
      requestIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
    })
  })

  test('the network', async () => {
    const fake = await startHubbleFake()
    await fake.close()
    await using hubble = createHubble({ ...fake.account })
    expect(findings(await hubble.doctor())).toEqual(['network: unreachable'])
  })

  test('the certificate', async () => {
    const transport = scriptedTransport(() => new TlsError({ message: 'self-signed' }))
    const send: typeof transport.send = () => Promise.reject(new TlsError({ message: 'self-signed' }))
    const auth = { clientId: 'a', clientSecret: 'b' }
    const hubble = createHubble({ environment: 'staging', auth, transport: { ...transport, send } })
    expect(findings(await hubble.doctor())).toEqual(['network: certificate'])
  })

  test('Hubble itself', async () => {
    const { hubble, fake } = await setUp()
    fake.faults.add({ operation: 'auth.login', fault: { kind: 'answer', answer: { status: 503 } } })
    expect(findings(await hubble.doctor())).toEqual(['network: vendor-trouble'])
  })

  test('a brand that the account does not have, one that is inactive, and an empty wallet', async () => {
    const { hubble } = await setUp({ balance: 0 })
    const productIds = ['01HQ0000000000000000000000', productId('Purana'), productId('Kitab')]
    const checks = await hubble.doctor({ productIds })
    expect(findings(checks)).toEqual([
      'brand: brand-not-enabled',
      'brand: brand-inactive',
      'wallet: wallet-empty',
    ])
    expect(checks.flatMap((check) => check.productId ?? [])).toEqual(productIds)
    expectSound(checks)
  })

  test('a wallet that holds less than is needed', async () => {
    const { hubble } = await setUp({ balance: 499.99 })
    expect(findings(await hubble.doctor({ amount: 500 }))).toEqual(['wallet: wallet-empty'])
    expect(findings(await hubble.doctor({ amount: 499.99 }))).toEqual([])
  })

  test('a catalogue without brands', async () => {
    const { hubble, fake } = await setUp()
    for (const { id } of fake.products) fake.removeProduct(id)
    expect(findings(await hubble.doctor())).toEqual(['catalogue: no-brands'])
  })

  test('an address that is refused after the login', async () => {
    const { hubble, fake } = await setUp()
    fake.faults.add({ operation: 'wallet.balance', fault: { kind: 'answer', answer: { status: 403 } } })
    expect(findings(await hubble.doctor())).toEqual(['wallet: address-not-allowed'])
  })
})

describe('credentials of the other environment', () => {
  /** Two fakes stand for the two environments; the client uses the credentials of one at the other. */
  async function twoEnvironments(here: { clientId?: string }, use: 'staging' | 'neither' = 'staging') {
    await using production = await startHubbleFake({ clientId: 'production-id', seed: 2, ...here })
    await using staging = await startHubbleFake({ clientId: 'staging-id', seed: 3 })
    const own = staging.account.auth
    const auth = use === 'staging' ? own : { ...own, clientId: 'nobody' }
    await using hubble = createHubble({
      environment: 'production',
      auth,
      baseUrl: production.url,
      allowLoopback: true,
    })
    const unsent = await hubble.doctor()
    const loginsBefore = staging.loginCount
    return { unsent, loginsBefore, checks: await hubble.doctor({ otherEnvironment: staging.url }) }
  }

  test('are found out at the other one, if that is asked for', async () => {
    const { unsent, loginsBefore, checks } = await twoEnvironments({})
    expect(findings(unsent)).toEqual(['credentials: wrong-id'])
    expect(loginsBefore).toBe(0)
    expect(findings(checks)).toEqual(['environment: wrong-environment'])
    expect(checks.find(({ name }) => name === 'environment')?.detail).toContain('are of staging')
  })

  test('are found out where the id is known here too', async () => {
    const { unsent, checks } = await twoEnvironments({ clientId: 'staging-id' })
    expect(findings(unsent)).toEqual(['credentials: wrong-secret'])
    expect(findings(checks)).toEqual(['environment: wrong-environment'])
  })

  test('are not made out of an id that nobody knows', async () => {
    expect(findings((await twoEnvironments({}, 'neither')).checks)).toEqual(['credentials: wrong-id'])
  })

  test('or only its address are seen without asking anybody', async () => {
    const transport = scriptedTransport(({ path }) =>
      path.endsWith('balance')
        ? { status: 200, body: { balance: 5 } }
        : {
            status: 200,
            body: { data: [{ id: 'p', status: 'ACTIVE', title: 'P', denominationType: 'FIXED' }] },
          },
    )
    const baseUrl = 'https://api.dev.myhubble.money'
    const auth = { clientId: 'a', clientSecret: 'b' }
    const hubble = createHubble({ environment: 'production', auth, baseUrl, transport })
    expect(findings(await hubble.doctor())).toEqual(['environment: wrong-environment'])
  })
})

test('a refusal that is remembered, or a token that is at hand, is no answer: it asks anew', async () => {
  const { hubble, fake } = await setUp({ login: 'unauthorized' })
  await expect(hubble.wallet.balance()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  fake.settings.login = 'ok'
  expect(findings(await hubble.doctor()).filter((one) => one.startsWith('credentials'))).toEqual([])
  fake.settings.login = 'forbidden'
  expect(findings(await hubble.doctor())).toEqual(['address: address-not-allowed'])
})

test('it orders nothing and shows no secret', async () => {
  const { hubble, fake } = await setUp()
  const sound = await hubble.doctor({ productIds: [productId('Bazaar')] })
  fake.settings.login = 'unauthorized'
  const checks = [...sound, ...(await hubble.doctor())]
  expect(fake.ledger.orders).toEqual([])
  expect(fake.requests.map(({ method }) => method)).not.toContain('PUT')
  for (const secret of fake.secrets) expect(inspect(checks, { depth: 9 })).not.toContain(secret)
})

test('who stops it gets an AbortedError, not a finding', async () => {
  const { hubble } = await setUp()
  await expect(hubble.doctor({ signal: AbortSignal.abort('enough') })).rejects.toMatchObject({
    code: 'ABORTED',
  })
})
