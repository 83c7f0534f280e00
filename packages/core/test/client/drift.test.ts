import { subscribe, unsubscribe } from 'node:diagnostics_channel'

import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'

import { findDrift, type JsonSchema } from '../../src/drift/find-drift.ts'
import { startBench, type Bench, type BenchOptions } from '../support/things.ts'

let bench: Bench
async function start(options?: BenchOptions): Promise<Bench> {
  bench = await startBench(options)
  return bench
}
afterEach(() => bench?.close())

const withNews: BenchOptions = { get: () => ({ status: 200, body: { id: '1', colour: 'blue' } }) }

test('a field that is not declared is published once, and only while somebody listens', async () => {
  const { client } = await start(withNews)
  const seen: unknown[] = []
  const listen = (message: unknown): void => void seen.push(message)
  expect(await client.methods.things.get({ thingId: '1' })).toEqual({ id: '1', colour: 'blue' })
  subscribe('tenon:drift', listen)
  await client.methods.things.get({ thingId: '1' })
  await client.methods.things.get({ thingId: '1' })
  unsubscribe('tenon:drift', listen)
  expect(seen).toEqual([{ provider: 'things', operation: 'things.get', kind: 'new-field', path: 'colour' }])
})

test('a client may have drift thrown', async () => {
  const { client } = await start({ ...withNews, client: { drift: 'throw' } })
  const error: unknown = await client.methods.things
    .get({ thingId: '1' })
    .catch((problem: unknown) => problem)
  expect(error).toMatchObject({ code: 'RESPONSE_SCHEMA', issues: ['colour: new-field'] })
})

test('drift is found at any depth, in lists, in alternatives, and in open lists of words', () => {
  const schema = z.looseObject({
    data: z.array(
      z.looseObject({ status: z.union([z.enum(['ON', 'OFF']), z.string()]), size: z.number().nullish() }),
    ),
    next: z.union([z.looseObject({ page: z.number() }), z.string()]).nullish(),
  })
  const known = schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }) as JsonSchema
  expect(findDrift({ data: [{ status: 'ON' }], next: { page: 1 } }, known)).toEqual([])
  expect(findDrift({ data: [], next: 'cursor' }, known)).toEqual([])
  expect(findDrift({ data: [{ status: 'BROKEN', weight: 1 }], next: { page: 1, size: 2 } }, known)).toEqual([
    { kind: 'new-word', path: 'data[].status' },
    { kind: 'new-field', path: 'data[].weight' },
    { kind: 'new-field', path: 'next.size' },
  ])
  expect(findDrift({ a: 1 }, { oneOf: [{ properties: { b: {} } }, { properties: { a: {} } }] })).toEqual([])
  expect(findDrift({ constructor: 1 }, known)).toEqual([{ kind: 'new-field', path: 'constructor' }])
})
