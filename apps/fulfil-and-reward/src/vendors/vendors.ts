import type { HubbleOptions } from '@tenon/hubble'
import type { MasonHubOptions } from '@tenon/masonhub'

/** The two vendors as this run sees them: real ones, or stand-ins on this machine. */
export interface Vendors extends AsyncDisposable {
  readonly kind: 'fakes' | 'live'
  /** Which accounts these are: a job is never gone on with at other ones, nor by copies with different ones. */
  readonly identity: string
  readonly masonhub: MasonHubOptions
  readonly hubble: HubbleOptions
  /** Shared secrets by which callbacks prove where they come from; undefined where none can come in. */
  readonly callbackSecrets: CallbackSecrets | undefined
  /** Tells the vendors where this process listens. MasonHub is told by its API, which is the job's business. */
  listenAt(url: string): void
}

export interface CallbackSecrets {
  readonly masonhubToken: string
  readonly hubbleSecret: string
}
