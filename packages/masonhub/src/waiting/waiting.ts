import type { CallOptions, WebhookMessage } from '@tenon/core'

import type { MasonHubMessage } from '../webhooks/masonhub-message.ts'
import type { Answered } from './answered.ts'
import type { WaitOptions } from './wait-options.ts'

/**
 * Waits for what MasonHub queues: a callback and a poll race, and whichever sees the end first wins. One for each
 * client; the application hands in what its receiver got.
 *
 * How a workflow uses it (the ear is there before the request is sent, so that no callback is too early):
 *
 *     using ear = waiting.listen((message) => (message.type === 'snapshotReady' ? message.data : undefined))
 *     await requestSnapshot(...)
 *     const { by, value } = await ear.race({ what: 'the snapshot', poll: async (options) => undefined }, options)
 */
export interface Waiting {
  /** Hands in a message, parsed or as an inbox kept it. Was anybody waiting for it? Never throws. */
  notify(message: Pick<WebhookMessage, 'type' | 'data'>): boolean
  /** Listens from now on. `heard` gives what the message brings, or undefined if it is about something else. */
  listen<T>(heard: (message: MasonHubMessage) => T | undefined): Ear<T>
  /** Ends every wait with a `ClosedError`. */
  close(): void
}

/** One who listens. A race lets go of it when it ends; `using` does where it does not come to a race. */
export interface Ear<T> extends Disposable {
  /**
   * Resolves to what a callback brought since `listen`, or what the poll finds; the first look is at once. A look
   * that fails for a passing reason is made again; any other failure ends the wait.
   *
   * @throws TimeoutError, AbortedError, ClosedError, InvalidInputError (options), or what the poll threw
   */
  race(wait: Wait<T>, options?: WaitOptions): Promise<Answered<T>>
}

export interface Wait<T> {
  /** In errors: `'the update request 7f…'`. */
  readonly what: string
  /** Asks the vendor once: undefined means "not yet". Leave it out where there is nothing to ask. */
  readonly poll?: (options: CallOptions) => Promise<T | undefined>
}
