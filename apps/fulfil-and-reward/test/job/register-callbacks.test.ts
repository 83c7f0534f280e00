import { createMasonHub, type MasonHub } from '@tenon/masonhub'
import { startMasonHubFake } from '@tenon/masonhub/testing'
import { describe, expect, onTestFinished, test } from 'vitest'

import { registerCallbacks, type Unregister } from '../../src/job/register-callbacks.ts'
import { joinJob, type JobCopy } from '../../src/store/job-copies.ts'
import { openSqliteJobDatabase } from '../../src/store/sqlite/sqlite-job-database.ts'
import { newState } from './app-process.ts'

const url = 'https://shop.example/webhooks/masonhub'
const token = 'the-webhook-token-of-masonhub'
const inTime = AbortSignal.timeout(60_000)

/** A job that copies join, a MasonHub, and something that happens once, right before or after a call of a method. */
async function startWorld(secondCallback: 'replace' | 'add' | 'refuse') {
  const fake = await startMasonHubFake({ dialect: { secondCallback } })
  const database = openSqliteJobDatabase(newState())
  let meanwhile:
    | { readonly method: string; readonly when: 'before' | 'after'; run(): Promise<void> }
    | undefined
  const masonhub: MasonHub = createMasonHub({
    ...fake.clientOptions(),
    middleware: [
      {
        name: 'meanwhile',
        slot: 'operation',
        wrap: (next) => async (request, call) => {
          const due = meanwhile?.method === request.method ? meanwhile : undefined
          if (due !== undefined) meanwhile = undefined
          if (due?.when === 'before') await due.run()
          const response = await next(request, call)
          if (due?.when === 'after') await due.run()
          return response
        },
      },
    ],
  })
  onTestFinished(async () => {
    await masonhub.close()
    await fake.close()
    database.close()
  })
  return {
    masonhub,
    join: (): Promise<JobCopy> => joinJob(database, () => {}),
    register: (copy: JobCopy): Promise<Unregister> => registerCallbacks({ masonhub, copy, url, token }),
    registered: () => [...fake.callbacks.values()].map((one) => one.url),
    once: (method: string, when: 'before' | 'after', run: () => Promise<void>): void => {
      meanwhile = { method, when, run }
    },
  }
}

describe.each(['replace', 'add', 'refuse'] as const)(
  'where MasonHub does "%s" a second registration',
  (second) => {
    test.each<[string, 'before' | 'after']>([
      ['GET', 'before'],
      ['GET', 'after'],
      ['DELETE', 'before'],
      ['DELETE', 'after'],
    ])(
      'a copy that leaves (%s, %s) does not take the registration of one that arrives',
      async (method, when) => {
        const { join, register, registered, once } = await startWorld(second)
        const leave = await register(await join())
        let leaveToo: Unregister | undefined
        once(method, when, async () => {
          leaveToo = await register(await join())
        })
        await leave(inTime)
        expect(leaveToo).toBeDefined()
        expect(registered()).toEqual([url])
        await leaveToo?.(inTime)
        expect(registered()).toEqual([])
      },
    )

    test('nor do two that arrive together, and rely on each other, stay without one', async () => {
      const { join, register, registered, once } = await startWorld(second)
      const leave = await register(await join())
      const leaving: Unregister[] = []
      once('DELETE', 'before', async () => {
        const [one, other] = [await join(), await join()]
        await other.listensAt(url)
        leaving.push(await register(one), await register(other))
      })
      await leave(inTime)
      expect(leaving).toHaveLength(2)
      expect(registered()).toEqual([url])
      for (const one of leaving) await one(inTime)
      expect(registered()).toEqual([])
    })
  },
)
