import type { Clock } from '../clock/clock.ts'
import type { Random } from '../clock/random.ts'
import type { Logger } from '../observe/logger.ts'

/** What calls, and credentials that renew themselves, need of their surroundings. */
export interface Ports {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
}
