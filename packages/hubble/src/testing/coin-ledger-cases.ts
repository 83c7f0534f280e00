import assert from 'node:assert/strict'

import type { CoinLedger } from '../embedded-store/coin-ledger.ts'
import { moveCoins, type CoinOutcome } from '../embedded-store/move-coins.ts'

/** One thing that a ledger has to do, for any test runner: `test(name, run)`. */
export interface CoinLedgerCase {
  readonly name: string
  /** @throws AssertionError when the ledger does not do it */
  readonly run: () => Promise<void>
}

const USER = 'user-1'
const OTHER = 'user-2'

/**
 * What every `CoinLedger` has to pass before real coins lie in it.
 *
 * @param open makes an empty ledger that holds these coins, by user
 */
export function coinLedgerCases(
  open: (coins: Readonly<Record<string, number>>) => Promise<CoinLedger>,
): readonly CoinLedgerCase[] {
  return Object.entries(cases).map(([name, run]) => ({
    name,
    run: async () => run(await open({ [USER]: 100, [OTHER]: 100 })),
  }))
}

const cases: Readonly<Record<string, (ledger: CoinLedger) => Promise<void>>> = {
  'a user who is not there has no balance, and can be debited nothing': async (ledger) => {
    assert.equal(await ledger.balance('nobody'), undefined)
    assert.equal(await debit(ledger, 'r', 1, 'nobody'), 'UNKNOWN_USER')
  },

  'a debit is kept, with the balance after it': async (ledger) => {
    assert.deepEqual(await debit(ledger, 'r', 30.5), { transactionId: 'debit r', balance: 69.5 })
    assert.equal(await ledger.balance(USER), 69.5)
    assert.equal(await ledger.balance(OTHER), 100)
  },

  'a debit that came before is answered again and takes nothing': async (ledger) => {
    const first = await debit(ledger, 'r', 30)
    await debit(ledger, 'another', 10)
    assert.deepEqual(await debit(ledger, 'r', 30), first)
    assert.equal(await ledger.balance(USER), 60)
  },

  'twenty equal debits at once take the coins once': async (ledger) => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => debit(ledger, 'r', 30)))
    assert.deepEqual(new Set(outcomes.map((one) => JSON.stringify(one))).size, 1)
    assert.equal(await ledger.balance(USER), 70)
  },

  'of many debits at once only so many pass as there are coins for': async (ledger) => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => debit(ledger, `r${index}`, 30)),
    )
    assert.equal(outcomes.filter((one) => one === 'INSUFFICIENT_COINS').length, 17)
    assert.equal(await ledger.balance(USER), 10)
  },

  'a reference belongs to one user, even if two come with it at once': async (ledger) => {
    const outcomes = await Promise.all([debit(ledger, 'r', 30), debit(ledger, 'r', 30, OTHER)])
    assert.equal(outcomes.filter((one) => one === 'REFERENCE_CONFLICT').length, 1)
    const left = ((await ledger.balance(USER)) ?? 0) + ((await ledger.balance(OTHER)) ?? 0)
    assert.equal(left, 170)
  },

  'a reference does not serve for another number of coins': async (ledger) => {
    await debit(ledger, 'r', 30)
    assert.equal(await debit(ledger, 'r', 31), 'REFERENCE_CONFLICT')
    assert.equal(await ledger.balance(USER), 70)
  },

  'twenty equal reversals at once give the coins back once': async (ledger) => {
    await debit(ledger, 'r', 30)
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => reverse(ledger, 'r')))
    assert.deepEqual(new Set(outcomes.map((one) => JSON.stringify(one))).size, 1)
    assert.equal(await ledger.balance(USER), 100)
  },

  'a reversal that overtakes its debit leaves the debit nothing to take': async (ledger) => {
    assert.deepEqual(await reverse(ledger, 'r'), { transactionId: 'reversal r', balance: 100 })
    assert.equal(await debit(ledger, 'r', 30), 'ALREADY_REVERSED')
    assert.equal(await ledger.balance(USER), 100)
  },

  'a debit and its reversal at once come to nothing, in whatever order they get through': async (ledger) => {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => [
        debit(ledger, `r${index}`, 5),
        reverse(ledger, `r${index}`),
      ]).flat(),
    )
    assert.equal(await ledger.balance(USER), 100)
  },

  'a transaction that throws leaves nothing behind': async (ledger) => {
    const breaking = ledger.transaction({ userId: USER, referenceId: 'r' }, async (accounts) => {
      const receipt = { transactionId: 't', balance: 0 }
      const entry = { referenceId: 'r', userId: USER, coins: 100, debit: receipt, reversal: null }
      await accounts.write(entry, 0)
      throw new RangeError('broken off')
    })
    await assert.rejects(breaking, RangeError)
    assert.equal(await ledger.balance(USER), 100)
    assert.deepEqual(await debit(ledger, 'r', 10), { transactionId: 'debit r', balance: 90 })
  },
}

function debit(ledger: CoinLedger, referenceId: string, coins: number, userId = USER): Promise<CoinOutcome> {
  return ledger.transaction({ userId, referenceId }, (accounts) =>
    moveCoins.debit(accounts, { userId, referenceId, coins }, `debit ${referenceId}`),
  )
}

function reverse(ledger: CoinLedger, referenceId: string): Promise<CoinOutcome> {
  return ledger.transaction({ userId: USER, referenceId }, (accounts) =>
    moveCoins.reverse(accounts, { userId: USER, referenceId, amount: null }, `reversal ${referenceId}`),
  )
}
