import { setTimeout as delay } from 'node:timers/promises'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { routeOf } from '../../src/testing/fake-server/fake-route.ts'
import { startFakeServer, type FakeServer } from '../../src/testing/fake-server/fake-server.ts'
import { startChild, type Child } from '../support/start-child.ts'
import { getThing, login } from '../support/things.ts'

let lifetimeSeconds: number
let issuedAt: number[]
/** The age of the token of each request, in seconds, as the vendor sees it. */
let ages: number[]
let fake: FakeServer
let child: Child

beforeEach(async () => {
  issuedAt = []
  ages = []
  fake = await startFakeServer({
    routes: [
      routeOf(login, () => {
        issuedAt.push(performance.now())
        return { status: 200, body: { token: `token-${issuedAt.length}`, expires: lifetimeSeconds } }
      }),
      routeOf(getThing, ({ headers, parameters }) => {
        const token = Number(headers['authorization']?.slice('Bearer token-'.length))
        ages.push((performance.now() - (issuedAt[token - 1] as number)) / 1_000)
        return { status: 200, body: { id: parameters.thingId } }
      }),
    ],
  })
  child = startChild('hold-token.ts', [fake.url])
  await child.next()
})
afterEach(async () => {
  child.process.kill('SIGKILL')
  await fake.close()
})

function tell(message: object): Promise<unknown> {
  const answer = child.next()
  child.process.send(message)
  return answer
}

test('a process that was frozen for longer than its token lives does not send that token', async () => {
  lifetimeSeconds = 3
  expect(await tell({ call: 'before' })).toEqual({ id: 'before' })
  child.process.kill('SIGSTOP')
  const answer = tell({ call: 'after' })
  await delay(4_000)
  child.process.kill('SIGCONT')
  expect(await answer).toEqual({ id: 'after' })
  expect(issuedAt).toHaveLength(2)
  expect(ages).toHaveLength(2)
  for (const age of ages) expect(age).toBeLessThan(lifetimeSeconds)
}, 60_000)

test('a wall clock that jumps by an hour, either way, costs no login and ages no token', async () => {
  lifetimeSeconds = 600
  await tell({ call: '1' })
  for (const hours of [1, -1, 24 * 365]) {
    await tell({ shiftWallMs: hours * 3_600_000 })
    expect(await tell({ call: '2' })).toEqual({ id: '2' })
  }
  expect(issuedAt).toHaveLength(1)
}, 60_000)
