import type { Clock, Random } from '@tenon/core'
import type { Books } from '@tenon/core/testing'

import type { MasonHubFakeOptions } from './fake-options.ts'
import type { Schedule } from './schedule.ts'

/** What the parts of the fake share. */
export interface FakePorts {
  readonly options: MasonHubFakeOptions
  readonly books: Books
  readonly clock: Clock
  /** For ids: never the same, also after a restart with the same seed. */
  readonly ids: Random
  /** For whims. */
  readonly random: Random
  readonly schedule: Schedule
}
