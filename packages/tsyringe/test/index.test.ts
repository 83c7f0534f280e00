import { expect, test } from 'vitest'

import * as tsyringe from '../src/index.ts'

test('the package exports exactly these names', () => {
  expect(Object.keys(tsyringe)).toMatchInlineSnapshot(`
    [
      "createScope",
      "serviceKey",
    ]
  `)
})
