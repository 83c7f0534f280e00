import { systemClock } from '@tenon/core'
import { createMemoryTokenStore } from '@tenon/core/testing'
import { expect, test } from 'vitest'

import { setUp } from './support/set-up.ts'

test('clients that share a token store log in once, even where each login ends the token before it', async () => {
  const tokens = {
    store: createMemoryTokenStore({ clock: systemClock }),
    sealingKey: 'a key that every process of the fleet has',
  }
  const { fake, hubble, open } = await setUp({ oneSession: true }, { clock: systemClock, tokens })
  const other = open()
  for (let round = 0; round < 3; round += 1)
    await Promise.all([hubble.wallet.balance(), other.wallet.balance()])
  expect(fake.loginCount).toBe(1)
  fake.revokeTokens()
  await Promise.all([hubble.wallet.balance(), other.wallet.balance()])
  expect(fake.loginCount).toBe(2)
})
