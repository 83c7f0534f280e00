import { describe, expect, test } from 'vitest'

import { writeResult } from '../src/wire/read-write-result.ts'

const NONE = { customer_identifier: undefined, messages: [], id: undefined, url: undefined, label: undefined }

describe('every form of a write answer comes out as { results }', () => {
  const forms: [string, unknown, string[]][] = [
    [
      'one response object',
      { records_submitted: 2, results: [{ status: 'success' }, { status: 'failure' }] },
      ['success', 'failure'],
    ],
    ['an array with one response object', [{ results: [{ status: 'success' }] }], ['success']],
    [
      'an array of response objects',
      [{ results: [{ status: 'Success' }] }, { results: [{ status: 'Failure' }] }],
      ['success', 'failure'],
    ],
    [
      'a bare array of results',
      [{ customer_identifier: 'A', status: 'Success' }, { status: 'failed' }],
      ['success', 'failure'],
    ],
    ['a single result', { system_id: 'full', status: 'success' }, ['success']],
    [
      'a success flag with data and errors',
      {
        success: false,
        data: [{ customer_identifier: 'A' }],
        errors: [{ customer_identifier: 'B', code: 'INVALID_SKU', message: 'no' }],
      },
      ['failure', 'unknown'],
    ],
    [
      'results with errors beside them',
      { results: [{ status: 'success' }], errors: [{ message: 'no' }] },
      ['success', 'failure'],
    ],
    ['a text', 'callbacks deleted', []],
    ['an empty body', undefined, []],
    ['null', null, []],
    ['an object without results', { message: 'ok' }, []],
    ['results that are null', { records_failed: 0, results: null }, []],
    ['results that are no records', { results: ['done', null, 3] }, []],
  ]
  test.each(forms)('%s', (_, body, statuses) => {
    expect(writeResult.parse(body).results.map(({ status }) => status)).toEqual(statuses)
  })
})

describe('the status of an item', () => {
  test.each([
    ['success', 'success'],
    ['Success', 'success'],
    ['SUCCESS', 'success'],
    ['deleted', 'success'],
    ['active', 'success'],
    ['pending', 'success'],
    ['processing', 'success'],
    ['failure', 'failure'],
    ['Failure', 'failure'],
    ['failed', 'failure'],
    ['error', 'failure'],
    ['queued-somewhere', 'unknown'],
    [200, 'unknown'],
  ])('%s is %s', (word, expected) => {
    expect(writeResult.parse([{ status: word }]).results[0]?.status).toBe(expected)
  })
})

describe('the messages of an item', () => {
  const forms: [string, object, object[]][] = [
    [
      "the contract's schema",
      { messages: [{ field_name: 'customer_identifier', errors: ['301: already taken', 'too short'] }] },
      [
        { field: 'customer_identifier', code: '301', message: 'already taken' },
        { field: 'customer_identifier', message: 'too short' },
      ],
    ],
    [
      'texts',
      { messages: ['303: SKU does not exist', 'other'] },
      [{ code: '303', message: 'SKU does not exist' }, { message: 'other' }],
    ],
    [
      "the contract's sample, fields as keys",
      { messages: [{ quantity: ['must be 1'] }] },
      [{ field: 'quantity', message: 'must be 1' }],
    ],
    [
      'one object in place of a list',
      { messages: { field_name: 'price', errors: ['no'] } },
      [{ field: 'price', message: 'no' }],
    ],
    [
      'a reason beside no messages',
      { messages: [], reason: '409: locked' },
      [{ code: '409', message: 'locked' }],
    ],
    ['a reason', { reason: '409: must be open' }, [{ code: '409', message: 'must be open' }]],
    ['an error', { error: 'no' }, [{ message: 'no' }]],
    ['an error_message', { error_message: 'no' }, [{ message: 'no' }]],
    [
      'a code with a message',
      { code: 'INVALID_SKU', field: 'sku', message: 'no' },
      [{ field: 'sku', code: 'INVALID_SKU', message: 'no' }],
    ],
    ['none', {}, []],
  ]
  test.each(forms)('are read from %s', (_, said, expected) => {
    expect(writeResult.parse([{ status: 'failure', ...said }]).results[0]?.messages).toEqual(expected)
  })

  test('are cut at 200 characters, on one line, without a token that they quote', () => {
    const text = `301: line\none \u001b[31m eyJhbGciOi.eyJzZWNyZXQi.c2lnbmF0dXJl ${'x'.repeat(5_000)}`
    const [message] = writeResult.parse([{ status: 'failure', messages: [text] }]).results[0]?.messages ?? []
    expect(message?.message).toMatch(/^line one \[31m \[redacted\] x+…$/)
    expect(message?.message).toHaveLength(200)
  })

  test('are not read to any depth', () => {
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown
    expect(writeResult.parse([{ status: 'failure', messages: deep }]).results[0]?.messages).toEqual([])
    expect(writeResult.parse(deep)).toEqual({ results: [] })
  })
})

test('the counts of several answers in one are added up', () => {
  const counts = { records_submitted: 2, records_failed: 1, records_succeeded: '1' }
  const answer = writeResult.parse([
    { ...counts, results: [] },
    { records_submitted: 3, results: [] },
  ])
  expect(answer).toEqual({
    records_submitted: 5,
    records_processed: undefined,
    records_failed: 1,
    records_succeeded: 1,
    results: [],
  })
})

describe('what an item is known by', () => {
  const item = (fields: object): unknown => writeResult.parse([{ status: 'success', ...fields }]).results[0]
  test.each([
    [{ customer_identifier: 'A' }, { customer_identifier: 'A' }],
    [
      { message_type: 'orderEvent', id: 'c-1' },
      { customer_identifier: 'orderEvent', id: 'c-1' },
    ],
    [
      { system_id: 's-1', uri: '/u' },
      { id: 's-1', url: '/u' },
    ],
    [
      { id: 'i-1', url: '/l' },
      { id: 'i-1', url: '/l' },
    ],
  ])('%o', (fields, expected) => {
    expect(item(fields)).toEqual({ ...NONE, status: 'success', ...expected })
  })
})
