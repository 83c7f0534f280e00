import { defineOperation } from '@tenon/core'
import { expect, test } from 'vitest'
import { z } from 'zod'

import { coverageTable } from '../src/coverage-table.ts'
import { isComplete } from '../src/is-complete.ts'
import { missingLines } from '../src/missing-lines.ts'
import { summaryLine } from '../src/summary-line.ts'
import { askLoaves, bakeryWebhooks, compareBakery, listLoaves, replaceLoaf } from './made-up.ts'

const HOSTED = { 'POST /taste': { '*': 'hosted elsewhere' } }

test('a provider that declares everything is complete', () => {
  const report = compareBakery()
  expect(missingLines(report)).toEqual([])
  expect(isComplete(report)).toBe(true)
  expect(summaryLine([report, report])).toBe(
    'bakery 3/3 operations 1/1 events; bakery 3/3 operations 1/1 events',
  )
})

test('the table has a row for each operation and event', () => {
  const rows = coverageTable(compareBakery())
    .split('\n')
    .map((line) => line.split(/\s*│\s*/).slice(1, -1))
    .filter((cells) => cells.length > 0)
  expect(rows).toEqual([
    ['bakery', 'sure', 'declared as', 'query', 'body', 'response', ''],
    ['GET /loaves', 'sure', 'loaves.list', '1/1', '', '5/5', 'covered'],
    ['PUT /loaves/{id}', 'sure', 'loaves.replace', '', '5/5', '', 'covered'],
    ['POST /taste (hosted)', 'rumour', '', '', '', '', 'excepted'],
    ['baked', 'sure', 'ready', '', '5/5', '', 'covered'],
  ])
})

test('an operation that is not declared is missing', () => {
  const report = compareBakery({ operations: [listLoaves] })
  expect(missingLines(report)).toEqual(['bakery PUT /loaves/{id}: not declared'])
  expect(isComplete(report)).toBe(false)
  expect(summaryLine([report])).toBe('bakery 2/3 operations 1/1 events')
})

test('what one of several declarations of a path types is typed', () => {
  const short = defineOperation({
    ...askLoaves,
    id: 'loaves.names',
    response: z.object({ data: z.array(z.object({})) }),
  })
  const report = compareBakery({ operations: [short, listLoaves, replaceLoaf] })
  expect(report.rows[0]).toMatchObject({ declaredAs: ['loaves.names', 'loaves.list'], state: 'covered' })
})

test('a query parameter, a body field and a response field that the schemas do not know are missing', () => {
  const lists = defineOperation({
    id: 'loaves.list',
    method: 'GET',
    path: '/loaves',
    response: z.object({ data: z.array(z.looseObject({ id: z.string() })) }),
  })
  const replaces = defineOperation({
    id: 'loaves.replace',
    method: 'PUT',
    path: '/loaves/{id}',
    body: z.strictObject({ name: z.string(), secret: z.string() }),
  })
  const report = compareBakery({ operations: [lists, replaces] })
  expect(missingLines(report)).toEqual([
    'bakery GET /loaves: not typed: query.kind',
    'bakery GET /loaves: not typed: response.data[].name response.data[].grains[] response.data[].grains[].kind response.data[].grains[].origins',
    'bakery PUT /loaves/{id}: not typed: body.grains[] body.grains[].kind body.grains[].origins',
  ])
  expect(isComplete(report)).toBe(false)
})

test('a list is found in each of the places where the vendor may put it', () => {
  const bare = defineOperation({ ...askLoaves, response: z.array(z.object({ id: z.string() })) })
  const { fields } = compareBakery({ operations: [bare] }).rows[0]?.parts[2] ?? { fields: [] }
  expect(fields.find(({ path }) => path === 'response.data[].id')?.state).toBe('typed')
})

test('what is not sure enough is not demanded', () => {
  const [row] = compareBakery().rows
  const tolerated = row?.parts.flatMap(({ fields }) => fields.filter(({ state }) => state === 'tolerated'))
  expect(tolerated?.map(({ path }) => path)).toEqual(['query.page', 'response.data[].nickname'])
})

test('a schema that hides what it reads does not count as one that types it', () => {
  const hidden = defineOperation({ ...askLoaves, response: z.unknown().transform((body) => body) })
  const report = compareBakery({ operations: [hidden, replaceLoaf] })
  expect(missingLines(report)).toEqual([
    'bakery GET /loaves: response: the schema does not show whether 5 fields are read',
  ])
})

test('an exception stands for a field, for what lies below it, or for a schema wherever it is', () => {
  const bare = defineOperation({ ...askLoaves, response: z.object({ data: z.array(z.object({})) }) })
  const report = compareBakery({
    operations: [bare, replaceLoaf],
    exceptions: {
      ...HOSTED,
      'GET /loaves': { 'response.data[].id': 'not needed', 'response.data[].grains': 'not needed' },
      'schema:loaf': { name: 'not needed' },
    },
  })
  expect(missingLines(report)).toEqual([])
  expect(isComplete(report)).toBe(true)
})

test('an exception for what is typed is stale', () => {
  const report = compareBakery({
    exceptions: {
      ...HOSTED,
      'GET /loaves': { 'response.data[].name': 'not needed', '*': 'not needed' },
      'schema:grain': { kind: 'not needed' },
    },
  })
  expect(missingLines(report)).toEqual([
    'bakery exception GET /loaves response.data[].name: stale, it is typed',
    'bakery exception GET /loaves *: stale, it is typed',
    'bakery exception schema:grain kind: stale, it is typed',
  ])
  expect(isComplete(report)).toBe(false)
})

test('an exception for a field of an operation that is not declared yet waits', () => {
  const report = compareBakery({
    operations: [listLoaves],
    exceptions: { ...HOSTED, 'PUT /loaves/{id}': { 'body.secret': 'not needed' } },
  })
  expect(report.problems).toEqual([])
})

test('an exception that names nothing of the contract is an error', () => {
  const exceptions = {
    ...HOSTED,
    'GET /loaves': { 'response.data[].nmae': 'a slip' },
    'GET /cakes': { '*': 'a slip' },
  }
  expect(compareBakery({ exceptions }).problems).toEqual([
    'exception GET /loaves response.data[].nmae: the contract has nothing of that name',
    'exception GET /cakes *: the contract has nothing of that name',
  ])
})

test('an operation that the contract does not know is an error', () => {
  const eat = defineOperation({ id: 'loaves.eat', method: 'POST', path: '/loaves/{id}/eat' })
  const operations = [listLoaves, replaceLoaf, eat]
  expect(compareBakery({ operations }).problems).toEqual([
    'operation loaves.eat: the contract has no POST /{anyShop}/v1/loaves/{id}/eat',
  ])
  const exceptions = { ...HOSTED, 'POST /loaves/{id}/eat': { '*': 'an experiment' } }
  expect(compareBakery({ operations, exceptions }).problems).toEqual([])
})

test('a partner-hosted endpoint is covered by a declaration of the same method and path', () => {
  const taste = { id: 'shop.taste', method: 'POST', path: '/taste' } as const
  expect(missingLines(compareBakery({ exceptions: {}, hosted: [taste] }))).toEqual([])
  const elsewhere = { ...taste, path: '/tastes' }
  expect(missingLines(compareBakery({ exceptions: {}, hosted: [elsewhere] }))).toHaveLength(1)
})

test('a partner-hosted endpoint is missing unless excepted', () => {
  expect(missingLines(compareBakery({ exceptions: {} }))).toEqual(['bakery POST /taste: not declared'])
})

test('an event whose example nothing reads is missing', () => {
  expect(missingLines(compareBakery({ webhooks: [] }))).toEqual([
    'bakery baked: no webhook definition reads its examples',
  ])
  const throwing = {
    read: () => {
      throw new Error('what is this?')
    },
  }
  expect(missingLines(compareBakery({ webhooks: [throwing] }))).toHaveLength(1)
})

test('an event that is read without a schema is not covered', () => {
  const { read } = bakeryWebhooks
  expect(missingLines(compareBakery({ webhooks: [{ read }] }))).toEqual([
    'bakery baked: data: the schema does not show whether 5 fields are read',
  ])
})

test('a field that the schema of an event does not know is missing', () => {
  const events = { ready: z.array(z.looseObject({ id: z.string(), grains: z.array(z.looseObject({})) })) }
  expect(missingLines(compareBakery({ webhooks: [{ ...bakeryWebhooks, events }] }))).toEqual([
    'bakery baked: not typed: data[].name data[].grains[].kind data[].grains[].origins',
  ])
})
