import { expect, test } from 'vitest'

import * as main from '../src/index.ts'
import * as testing from '../src/testing/index.ts'

test('the package exports exactly these names', () => {
  expect(Object.keys(main)).toMatchInlineSnapshot(`
    [
      "createMasonHub",
      "masonhubProvider",
      "adviceFor",
      "hasReached",
      "hasShipped",
      "ORDER_STATUSES",
      "statusRank",
      "masonhubSignedWebhooks",
      "masonhubWebhooks",
      "parseMessage",
      "parseOrderEvents",
    ]
  `)
})

test('its testing entry exports exactly these names', () => {
  expect(Object.keys(testing)).toMatchInlineSnapshot(`
    [
      "MASONHUB_DIALECTS",
      "startMasonHubFake",
    ]
  `)
})
