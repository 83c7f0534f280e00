import { expect, test } from 'vitest'

import * as postgres from '../src/index.ts'

test('adding to the public surface is a reviewed change', () => {
  expect(Object.keys(postgres).toSorted()).toEqual([
    'createPostgresInbox',
    'createPostgresTokenStore',
    'migrate',
    'migrationScript',
  ])
})
