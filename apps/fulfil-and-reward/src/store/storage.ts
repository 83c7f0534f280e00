import type { TokenSharing } from '@tenon/core'
import type { OrderJournal } from '@tenon/hubble'
import type { Inbox } from '@tenon/webhooks'

import type { JobStore } from './job-store.ts'

/** Everything that outlives a run, in one place: a file, or a database. */
export interface Storage<Transaction = unknown> extends AsyncDisposable {
  readonly job: JobStore<Transaction>
  readonly inbox: Inbox<Transaction>
  readonly journal: OrderJournal
  /** Where several copies may run, they share a login. */
  readonly tokens: TokenSharing | undefined
}
