import { expect, test } from 'vitest'

import * as testing from '../src/index.ts'

test('adding to the public surface is a reviewed change', () => {
  expect(Object.keys(testing).toSorted()).toMatchInlineSnapshot(`
    [
      "authStrategySuite",
      "inboxSuite",
      "providerSuite",
      "startFaultServer",
      "tokenSourceSuite",
      "tokenStoreSuite",
      "transportSuite",
      "wireFaults",
    ]
  `)
})
