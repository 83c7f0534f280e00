import { inboxFirst } from '../inbox/inbox-migration.ts'
import { tokensFirst } from '../token-store/tokens-migration.ts'
import type { Migration } from './migration.ts'

/** All that there are, in the order in which they run. */
export const migrations: readonly Migration[] = [tokensFirst, inboxFirst]
