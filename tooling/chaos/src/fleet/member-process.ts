// A process of the fleet: as many callers as it is told, all at once.
import { systemClock, TenonError, type Clock } from '@tenon/core'
import { shareTokens } from '@tenon/fleet'
import { createHubble } from '@tenon/hubble'

import type { MemberCommand, MemberMessage, MemberSetup } from './messages.ts'
import { openStore } from './open-store.ts'

/** Between two rounds of callers, as far as the client knows: refused tokens cause one login in 10 s. */
const BETWEEN_ROUNDS_MS = 10_000
/** Thousands of calls share two cores with a vendor. */
const TIMEOUT_MS = 120_000

const { account, store, leaseMs } = JSON.parse(process.argv[2] ?? '') as MemberSetup
let skippedMs = 0
const clock: Clock = {
  ...systemClock,
  monotonic: () => systemClock.monotonic() + skippedMs,
  wall: () => systemClock.wall() + skippedMs,
}
const hubble = createHubble({
  ...account,
  clock,
  timeoutMs: TIMEOUT_MS,
  tokens: shareTokens({
    store: openStore(store),
    sealingKey: 'the sealing key of the fleet of this run',
    leaseMs,
  }),
})

function tell(message: MemberMessage): void {
  process.send?.(message)
}

async function callAll(callers: number): Promise<void> {
  const results = await Promise.allSettled(Array.from({ length: callers }, () => hubble.wallet.balance()))
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [codeOf(result.reason)] : []))
  tell({ kind: 'called', succeeded: callers - failures.length, failures: [...new Set(failures)] })
}

function codeOf(error: unknown): string {
  return TenonError.isInstance(error) ? error.code : String(error)
}

process.on('message', ({ callers }: MemberCommand) => {
  skippedMs += BETWEEN_ROUNDS_MS
  void callAll(callers)
})
process.once('disconnect', () => process.exit())
tell({ kind: 'ready' })
