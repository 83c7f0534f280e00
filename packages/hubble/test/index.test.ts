import { expect, test } from 'vitest'

import * as main from '../src/index.ts'
import * as sqlite from '../src/sqlite/index.ts'
import * as testing from '../src/testing/index.ts'

test('the main entry exports exactly these names', () => {
  expect(Object.keys(main)).toMatchInlineSnapshot(`
    [
      "createHubble",
      "hubbleProvider",
      "createMemoryOrderJournal",
      "hubbleErrorAdvice",
      "hubbleWebhooks",
    ]
  `)
})

test('the sqlite entry exports exactly these names', () => {
  expect(Object.keys(sqlite)).toMatchInlineSnapshot(`
    [
      "createSqliteOrderJournal",
    ]
  `)
})

test('the testing entry exports exactly these names', () => {
  expect(Object.keys(testing)).toMatchInlineSnapshot(`
    [
      "startHubbleFake",
    ]
  `)
})
