import { describe } from 'vitest'

import { createMemoryInbox } from '../src/index.ts'
import { testInbox } from './support/inbox-suite.ts'

describe('an inbox in memory', () => {
  testInbox((clock) => createMemoryInbox({ clock }))
})
