import { expect, test } from 'vitest'

import * as embeddedStore from '../src/embedded-store/index.ts'
import * as main from '../src/index.ts'
import * as sqlite from '../src/sqlite/index.ts'
import * as testing from '../src/testing/index.ts'

test('the main entry exports exactly these names', () => {
  expect(Object.keys(main)).toMatchInlineSnapshot(`
    [
      "createHubble",
      "hubbleProvider",
      "createMemoryOrderJournal",
      "splitAmount",
      "planOrders",
      "checkOrder",
      "createWalletGuard",
      "createCatalogue",
      "createMemoryCatalogueStore",
      "hubbleErrorAdvice",
      "hubbleWebhooks",
    ]
  `)
})

test('the embedded-store entry exports exactly these names', () => {
  expect(Object.keys(embeddedStore)).toMatchInlineSnapshot(`
    [
      "createStoreTokens",
      "createStoreHandlers",
      "storeEndpoints",
    ]
  `)
})

test('the sqlite entry exports exactly these names', () => {
  expect(Object.keys(sqlite)).toMatchInlineSnapshot(`
    [
      "createSqliteOrderJournal",
      "createSqliteCatalogueStore",
    ]
  `)
})

test('the testing entry exports exactly these names', () => {
  expect(Object.keys(testing)).toMatchInlineSnapshot(`
    [
      "startHubbleFake",
      "createMemoryCoinLedger",
      "coinLedgerCases",
    ]
  `)
})
