import { subscribe, unsubscribe } from 'node:diagnostics_channel'

import { expect, test } from 'vitest'

import type { CallRecord } from '../../src/call/call-record.ts'
import { startBench } from '../support/things.ts'

test('the record of each settled call is published, logins and failures too', async () => {
  const calls: CallRecord[] = []
  const listen = (message: unknown): void => void calls.push(message as CallRecord)
  subscribe('tenon:call', listen)
  const bench = await startBench()
  bench.fake.faults.add({ fault: { kind: 'answer', answer: { status: 404 } }, operation: 'things.get' })
  await bench.client.methods.things.get({ thingId: '1' }).catch(() => {})
  unsubscribe('tenon:call', listen)
  await bench.close()
  expect(calls.map((call) => [call.operation, call.lane, call.attempts.at(-1)?.status, call.error])).toEqual([
    ['auth.login', 'login', 200, undefined],
    ['things.get', 'calls', 404, 'HTTP'],
  ])
})

function recordLines() {
  const lines: [string, Record<string, unknown>][] = []
  const log = (level: string) => (fields: object) =>
    void lines.push([level, fields as Record<string, unknown>])
  const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') }
  return { lines, logger }
}

test('every request on the wire is one debug line with its id, and a retry is an info line', async () => {
  const { lines, logger } = recordLines()
  const bench = await startBench({ client: { logger, retry: { baseDelayMs: 1 } } })
  bench.fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'things.get', times: 1 })
  await bench.client.methods.things.get({ thingId: '1' })
  await bench.close()
  const logged = lines.filter(([level]) => level === 'debug').map(([, fields]) => fields['requestId'])
  for (const { requestId } of bench.fake.requests) expect(logged).toContain(requestId)
  expect(lines.filter(([level]) => level === 'info')).toMatchObject([
    ['info', { operation: 'things.get', error: 'CONNECTION' }],
  ])
})

test('every line says of which provider it is, those of a login too', async () => {
  const { lines, logger } = recordLines()
  const bench = await startBench({ client: { logger, retry: { baseDelayMs: 1 } } })
  bench.fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'auth.login', times: 4 })
  await bench.client.methods.things.get({ thingId: '1' }).catch(() => {})
  await bench.close()
  expect(new Set(lines.map(([level]) => level))).toEqual(new Set(['debug', 'info', 'warn']))
  expect(new Set(lines.map(([, { provider }]) => provider))).toEqual(new Set(['things']))
})

test('a login under way when a client is closed is ended, and has not failed', async () => {
  const { lines, logger } = recordLines()
  const bench = await startBench({ client: { logger } })
  bench.fake.faults.add({ fault: { kind: 'slow', delayMs: 2_000 }, operation: 'auth.login' })
  const call = bench.client.methods.things.get({ thingId: '1' }).catch((error: unknown) => error)
  await expect.poll(() => bench.fake.requests.length).toBe(1)
  await bench.close()
  expect(await call).toMatchObject({ code: 'CLOSED' })
  expect(lines.filter(([level]) => level === 'warn')).toEqual([])
  expect(bench.client.status().credential).toMatchObject({ state: 'closed', failures: 0 })
})
