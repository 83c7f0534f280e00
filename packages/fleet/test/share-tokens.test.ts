import { ConfigurationError, Secret } from '@tenon/core'
import { createMemoryTokenStore, createVirtualClock } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { shareTokens, type ShareTokensOptions } from '../src/index.ts'
import { SEALING_KEY } from './support/fleet-bench.ts'

const store = createMemoryTokenStore({ clock: createVirtualClock() })
const options: ShareTokensOptions = { store, sealingKey: SEALING_KEY }

describe('shareTokens', () => {
  test.each([
    ['store', { store: undefined }],
    ['store', { store: null }],
    ['store', { store: 'redis://' }],
    ['sealingKey', { sealingKey: undefined }],
    ['sealingKey', { sealingKey: { file: '/key' } }],
    ['sealingKey', { sealingKey: () => SEALING_KEY }],
    ['scope', { scope: 7 }],
    ['onStoreDown', { onStoreDown: 'wait' }],
    ['leaseMs', { leaseMs: 0 }],
    ['leaseMs', { leaseMs: 1.5 }],
    ['leaseMs', { leaseMs: 2 ** 31 }],
    ['leaseMs', { leaseMs: '16000' }],
    ['sealKey', { sealKey: SEALING_KEY }],
  ])('refuses the option %s when it is %j', (option, wrong) => {
    const create = (): unknown => shareTokens({ ...options, ...(wrong as object) })
    expect(create).toThrow(ConfigurationError)
    expect(create).toThrow(`"${option}"`)
  })

  test.each(['', 'too short', '31 characters are not enough ..'])(
    'refuses the sealing key %j, and does not show it',
    (sealingKey) => {
      const create = (): unknown => shareTokens({ ...options, sealingKey })
      expect(create).toThrow(ConfigurationError)
      expect(create).toThrow(/^(?!.*too short|.*31 char).*sealingKey"/)
    },
  )

  test('takes the sealing key as a Secret', () => {
    expect(shareTokens({ ...options, sealingKey: new Secret(SEALING_KEY) })).toHaveProperty('join')
  })
})
