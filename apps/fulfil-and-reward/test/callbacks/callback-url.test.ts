import { expect, test } from 'vitest'

import { callbackUrl } from '../../src/callback-paths.ts'

test.each([
  ['https://shop.example', 'https://shop.example/webhooks/masonhub'],
  ['https://shop.example/', 'https://shop.example/webhooks/masonhub'],
  ['https://shop.example/tenon', 'https://shop.example/tenon/webhooks/masonhub'],
  ['https://shop.example:8443/a/b/', 'https://shop.example:8443/a/b/webhooks/masonhub'],
])('callbacks at %s come in at %s', (base, expected) => {
  expect(callbackUrl(base, 'masonhub')).toBe(expected)
})
