import type { Clock, Logger, Random } from '@tenon/core'

/** What a workflow needs of its client. */
export interface Ports {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger | undefined
}
