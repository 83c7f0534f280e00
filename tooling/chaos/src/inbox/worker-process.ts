// A process of its own, to be killed: handles what is in the inbox, and tells its parent when it has begun.
import { createWorker } from '@tenon/webhooks'

import { openOwnStore } from './inbox-setup.ts'

const { inbox, write } = await openOwnStore()
const worker = createWorker({
  inbox,
  leaseMs: 500,
  pollMs: 20,
  maxAttempts: 1_000_000,
  handle: ({ id = '' }, { commit }) => commit(write(id)),
})
worker.start()
process.send?.({ started: true })
