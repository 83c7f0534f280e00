import { HttpError, InvalidInputError } from '@tenon/core'
import { createVirtualClock } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { createHubble, createWalletGuard, type WalletState } from '../src/index.ts'
import { anOrder } from './support/an-order.ts'
import { scriptedTransport } from './support/scripted-transport.ts'
import { setUp } from './support/set-up.ts'

const empty = { status: 400, body: { id: 'E300', code: 'INSUFFICIENT_BALANCE', message: 'too low' } }

/** A guard whose balance is what the test says; `orders` fail with E300 where they cost more. */
function aGuard(balance: number | 'down') {
  const wallet = { balance, looks: 0 }
  const clock = createVirtualClock()
  const transport = scriptedTransport(({ path }) => {
    if (!path.endsWith('/wallet/balance')) return empty
    wallet.looks += 1
    return wallet.balance === 'down' ? { status: 400 } : { status: 200, body: { balance: wallet.balance } }
  })
  const auth = { clientId: 'acme', clientSecret: 's3cret' }
  const hubble = createHubble({ environment: 'staging', auth, transport, clock })
  const states: WalletState[] = []
  const guard = createWalletGuard({ hubble, clock, onChange: (state) => void states.push(state) })
  let sent = 0

  /** What became of an order; the wallet pays for it. */
  async function order(amount: number): Promise<'placed' | 'held' | 'refused'> {
    try {
      await guard.run(amount, async () => {
        sent += 1
        if (wallet.balance === 'down' || wallet.balance < amount)
          return hubble.orders.get({ orderId: 'refused' })
        wallet.balance -= amount
        return undefined
      })
      return 'placed'
    } catch (error) {
      if (InvalidInputError.isInstance(error) && error.vendor?.id === 'E300') return 'held'
      if (HttpError.isInstance(error)) return 'refused'
      throw error
    }
  }
  return { wallet, guard, order, clock, states, sent: () => sent }
}

const MINUTE = 60_000

describe('before a run', () => {
  test.each([
    [1000, 1000, { covers: true, balance: 1000, missing: 0 }],
    [999.99, 1000, { covers: false, balance: 999.99, missing: 0.01 }],
    [0.3, 0.1 + 0.2, { covers: true, balance: 0.3, missing: 0 }],
  ])('a wallet of %d against %d', async (balance, amount, verdict) => {
    expect(await aGuard(balance).guard.check(amount)).toEqual(verdict)
  })

  test('a wallet that does not cover it makes the first order look, and holds it if it must', async () => {
    const { guard, order, sent } = aGuard(100)
    await guard.check(5000)
    expect(guard.state.state).toBe('low')
    expect(await order(500)).toBe('held')
    expect(sent()).toBe(0)
  })

  test('a balance that cannot be read is the error of the call', async () => {
    await expect(aGuard('down').guard.check(1)).rejects.toMatchObject({ code: 'HTTP', status: 400 })
  })
})

describe('after an E300', () => {
  test('nothing is sent until the balance has grown, whoever asks', async () => {
    const { wallet, order, clock, sent } = aGuard(100)
    expect(await order(500)).toBe('refused')
    expect(await Promise.all([order(500), order(50), order(50)])).toEqual(['held', 'held', 'held'])
    await clock.advance(MINUTE)
    // A look that finds the same money lets not even a small order pass: somebody has to pay in first.
    expect(await order(50)).toBe('held')
    expect(sent()).toBe(1)
    wallet.balance = 1000
    expect(await order(500)).toBe('held')
    await clock.advance(MINUTE)
    expect(await order(500)).toBe('placed')
    expect(await order(50)).toBe('placed')
    expect(sent()).toBe(3)
  })

  test('the look that the refusal itself leads to lets nothing pass, however small', async () => {
    const { guard, order, sent } = aGuard(100)
    expect(await Promise.all([order(500), order(500).then(() => order(50)), order(500)])).toEqual([
      'refused',
      'held',
      'refused',
    ])
    const [refused, small] = await Promise.all([order(500), order(50)])
    expect([refused, small]).toEqual(['held', 'held'])
    expect(guard.state).toEqual({ state: 'stopped', balance: 100 })
    expect(sent()).toBe(3)
  })

  test('the balance is looked at once a minute, not once for each order', async () => {
    const { wallet, order, clock } = aGuard(100)
    await order(500)
    expect(wallet.looks).toBe(1)
    for (let minute = 0; minute < 3; minute += 1) {
      await clock.advance(MINUTE)
      await Promise.all(Array.from({ length: 20 }, () => order(500)))
    }
    expect(wallet.looks).toBe(4)
  })

  test('growth is measured from the lowest balance that was seen, and what is too little for an order holds it', async () => {
    const { wallet, order, clock } = aGuard(450)
    await order(500)
    wallet.balance = 0
    await clock.advance(MINUTE)
    expect(await order(200)).toBe('held')
    wallet.balance = 150
    await clock.advance(MINUTE)
    expect(await order(200)).toBe('held')
    wallet.balance = 400
    await clock.advance(MINUTE)
    expect(await order(200)).toBe('placed')
  })

  test('while the balance cannot be read nothing is sent', async () => {
    const { wallet, order, clock, sent } = aGuard('down')
    expect(await order(500)).toBe('refused')
    await clock.advance(MINUTE)
    expect(await order(500)).toBe('held')
    wallet.balance = 600
    await clock.advance(MINUTE)
    expect(await order(500)).toBe('placed')
    expect(sent()).toBe(2)
  })

  test('an order that is held says that nothing was sent, why, and when there is another look', async () => {
    const { guard, order, clock } = aGuard(100)
    await order(500)
    await clock.advance(20_000)
    await expect(guard.run(500, () => Promise.reject(new Error('sent')))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(
        'not sent: the wallet is too low for an order of 500 rupees; it holds 100',
      ),
      vendor: { id: 'E300', code: 'INSUFFICIENT_BALANCE' },
      retryAt: new Date(clock.wall() + 40_000),
    })
  })

  test('each change is told once', async () => {
    const { wallet, order, clock, states } = aGuard(100)
    await Promise.all([order(500), order(500)])
    wallet.balance = 5000
    await clock.advance(MINUTE)
    await Promise.all([order(500), order(500)])
    expect(states.map(({ state }) => state)).toEqual(['stopped', 'open'])
  })
})

describe('a webhook about a low balance', () => {
  const news = { balance: 75, threshold: 200 }

  test('makes the next order look, and a wallet that is too low stops it before it is sent', async () => {
    const { guard, order, sent, states } = aGuard(75)
    guard.told(news)
    expect(guard.state).toEqual({ state: 'low', balance: 75 })
    expect(await order(100)).toBe('held')
    expect(sent()).toBe(0)
    expect(states.map(({ state }) => state)).toEqual(['low', 'stopped'])
  })

  test('that is old or made up stops nothing', async () => {
    const { guard, order, wallet } = aGuard(5000)
    guard.told(news)
    expect(await order(100)).toBe('placed')
    expect(await order(100)).toBe('placed')
    expect(wallet.looks).toBe(1)
    expect(guard.state.state).toBe('open')
  })
})

test('a brand that is switched off for a while stops nothing', async () => {
  const { guard } = aGuard(5000)
  const switchedOff = new HttpError({ message: 'off', vendor: { id: 'E100' }, status: 400 })
  await expect(guard.run(100, () => Promise.reject(switchedOff))).rejects.toBe(switchedOff)
  expect(guard.state.state).toBe('open')
})

test('a run against the fake ends at the first order that the wallet does not cover', async () => {
  const { hubble, fake } = await setUp({ balance: 2500 })
  const guard = createWalletGuard({ hubble })
  const outcomes: string[] = []
  for (let index = 0; index < 6; index += 1) {
    const order = anOrder({ referenceId: `acme-${index}` })
    const outcome = await guard
      .run(order.amount, () => hubble.placeOrder(order))
      .then(
        ({ outcome: ended }) => ended,
        ({ code }) => String(code),
      )
    outcomes.push(outcome)
  }
  expect(outcomes).toEqual([
    'succeeded',
    'succeeded',
    'HTTP',
    'INVALID_INPUT',
    'INVALID_INPUT',
    'INVALID_INPUT',
  ])
  expect(fake.ledger.balance).toBe(100)
  expect(fake.requests.filter(({ operation }) => operation === 'orders.create')).toHaveLength(3)
})
