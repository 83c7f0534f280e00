import { setTimeout as delay } from 'node:timers/promises'

import { createSeededRandom } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import type { Summary } from '../../src/report/summary.ts'
import { newState, runApp, startApp, summaryOf, type Ended } from './app-process.ts'
import { readVendorBooks } from './vendor-books.ts'

const MINUTES = 60_000

/** The sample: 293 rows, 200 orders, of which 189 are good and 58 are worth a reward. */
function expectEverythingDone(summary: Summary, state: string): void {
  const { counts } = summary
  expect(summary.state).toBe('finished')
  expect([counts.orderRows, counts.rejectedRows, counts.skippedRows]).toEqual([277, 13, 3])
  expect([counts.orders, counts.rejected, counts.skipped]).toEqual([189, 9, 2])
  expect(summary.leftOut).toHaveLength(11)
  expect(counts).toMatchObject({ accepted: 189, refused: 0, shipped: 189, rewardsPlanned: 58, rewarded: 58 })
  expect((summary.wallet.before ?? 0) - (summary.wallet.after ?? 0)).toBe(58 * 500)

  const { warehouseOrders, giftCards, debits } = readVendorBooks(state)
  expect(warehouseOrders).toHaveLength(189)
  expect(new Set(warehouseOrders).size).toBe(189)
  expect(giftCards.map((order) => order.status)).toEqual(Array.from({ length: 58 }, () => 'SUCCESS'))
  expect(new Set(giftCards.map((order) => order.referenceId)).size).toBe(58)
  expect(new Set(debits.map((debit) => debit.referenceId)).size).toBe(58)
  expect(debits).toHaveLength(58)
}

describe.concurrent('the job on the sample', { timeout: 3 * MINUTES }, () => {
  test('accounts for every row of the file, and for every order at the vendors', async () => {
    const state = newState()
    const ended = await runApp(['--json', '--state', state])
    expect(ended.exitCode).toBe(0)
    expectEverythingDone(summaryOf(ended), state)
  })

  test('comes to the same when one answer in ten goes wrong', async () => {
    const state = newState()
    const ended = await runApp(['--json', '--state', state, '--faults', '10'])
    expect(ended.exitCode).toBe(0)
    expectEverythingDone(summaryOf(ended), state)
  })

  test.each([
    ['SIGINT', 1],
    ['SIGTERM', 2],
    ['SIGKILL', 3],
  ] as const)('stopped by %s again and again, it sends nothing twice', async (signal, seed) => {
    const state = newState()
    const random = createSeededRandom(seed)
    const codes: Ended['exitCode'][] = []
    for (let stop = 0; stop < 6; stop += 1) {
      const app = startApp(['--json', '--state', state, '--faults', '5'])
      await app.started
      await delay(random.fraction() * 1_500)
      app.child.kill(signal)
      codes.push((await app.ended).exitCode)
    }
    expect(new Set(codes)).toEqual(new Set([signal === 'SIGKILL' ? null : 130]))
    const ended = await runApp(['--json', '--state', state])
    expect(ended.exitCode).toBe(0)
    expectEverythingDone(summaryOf(ended), state)
  })

  test('run once more, it finds everything done and sends nothing', async () => {
    const state = newState()
    await runApp(['--json', '--state', state])
    const again = summaryOf(await runApp(['--json', '--state', state]))
    expectEverythingDone(again, state)
    expect(again.traffic['hubble']?.calls).toBeLessThanOrEqual(2)
  })

  test('prints a table for people, after a first line that names the stand-ins', async () => {
    const { stdout, exitCode } = await runApp(['--state', newState()])
    expect(exitCode).toBe(0)
    expect(stdout.split('\n')[0]).toBe(
      'No credentials in the environment: both vendors are stand-ins on this machine.',
    )
    expect(stdout).toContain('277 in orders, 13 in rejected, 3 in skipped')
    expect(stdout).toContain('the postal code is missing')
    expect(stdout).toContain('of 58 to reward')
    expect(stdout).toMatch(/Finished in \d+\.\d s\.\s*$/)
  })

  test('with --strict, rejected lines are a failure', async () => {
    const { exitCode } = await runApp(['--json', '--strict', '--state', newState()])
    expect(exitCode).toBe(1)
  })
})
