import { expect, test } from 'vitest'

import * as redis from '../src/index.ts'

test('adding to the public surface is a reviewed change', () => {
  expect(Object.keys(redis)).toEqual(['createRedisTokenStore'])
})
