import type { Logger } from '@tenon/core'
import type { Hubble, WalletGuard } from '@tenon/hubble'
import type { MasonHub } from '@tenon/masonhub'

import type { Settings } from '../settings.ts'
import type { JobStore } from '../store/job-store.ts'
import type { News } from './news.ts'

/** What the steps of the job work with; `compose.ts` puts it together. */
export interface JobParts {
  readonly settings: Settings
  readonly store: JobStore
  readonly masonhub: MasonHub
  readonly hubble: Hubble
  readonly wallet: WalletGuard
  readonly news: News
  readonly logger: Logger
}
