import type { Contestant } from '../contestants/contestant.ts'

/** Another client, doing the same call over the transport that it usually has. */
export type Peer = (origin: string) => Contestant
