import type { SnapshotReady } from '../webhooks/snapshot-ready.ts'
import type { VendorMessage } from '../wire/read-messages.ts'

/** What became of a request for a snapshot. */
export type SnapshotOutcome = ReadySnapshot | RefusedSnapshot

/** The file can be fetched, from its `download_url`. */
export interface ReadySnapshot {
  readonly status: 'ready'
  /** Which of the two told it. */
  readonly by: 'callback' | 'poll'
  readonly snapshot: SnapshotReady
}

/** MasonHub does not make one. Code `'399'`: it is still making another, for which `waitForSnapshot` waits. */
export interface RefusedSnapshot {
  readonly status: 'refused'
  readonly code: string | undefined
  readonly messages: readonly VendorMessage[]
}
