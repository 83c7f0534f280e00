import { expect, test } from 'vitest'

import { LoginTokenSource } from '../../src/auth/login-token-source.ts'
import { silentLogger } from '../../src/observe/logger.ts'
import { hideEverywhere, scrub } from '../../src/secret/scrubber.ts'
import { createSeededRandom } from '../../src/testing/seeded-random.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'

let logins = 0

function createSource(token = () => `issued-token-${(logins += 1)}-`) {
  const clock = createVirtualClock()
  const source = new LoginTokenSource({
    clock,
    random: createSeededRandom(1),
    logger: silentLogger,
    credential: async () => ({
      fingerprint: 'one',
      issue: async () => ({ value: token(), lifetimeSeconds: 3_600 }),
    }),
  })
  return { clock, source }
}

test('of tokens that the vendor refused only the last hundred are kept for the scrubber', async () => {
  const { clock, source } = createSource()
  const tokens: string[] = []
  for (let round = 0; round < 150; round += 1) {
    const { value, generation } = await source.get()
    tokens.push(value.reveal())
    await clock.advance(60_000)
    source.reject(generation)
  }
  await source[Symbol.asyncDispose]()
  expect(tokens.filter((token) => scrub(token) === '[redacted]').length).toBeLessThanOrEqual(101)
})

test('of the tokens of closed sources only the last hundred are kept for the scrubber', async () => {
  const tokens: string[] = []
  for (let round = 0; round < 150; round += 1) {
    const { source } = createSource()
    tokens.push((await source.get()).value.reveal())
    await source[Symbol.asyncDispose]()
  }
  expect(tokens.filter((token) => scrub(token) === '[redacted]').length).toBeLessThanOrEqual(100)
})

test('a token that a vendor gives out twice stays known as long as it is in use', async () => {
  const { clock, source } = createSource(() => 'the-same-token-again')
  await source.get()
  await clock.advance(3_000_000)
  await source.get()
  for (let other = 0; other < 150; other += 1) hideEverywhere(`passing-token-${other}-`, 'passing')
  expect(scrub('the-same-token-again')).toBe('[redacted]')
})
