import { expect, test } from 'vitest'

import * as fleet from '../src/index.ts'

test('adding to the public surface is a reviewed change', () => {
  expect(Object.keys(fleet)).toEqual(['shareTokens'])
})
