// Hubble's stand-in in a process of its own. It tells of every login.
import { startHubbleFake } from '@tenon/hubble/testing'

import type { VendorCommand, VendorMessage } from './messages.ts'

/** Long enough for a process to be stopped before the answer; longer than any lease of the run. */
const DELAYS_MS = { 'late login': 2_000, 'slow login': 20_000 }

const fake = await startHubbleFake()
const tokens = new Set<string>()
let delayMs: number | undefined

function tell(message: VendorMessage): void {
  process.send?.(message)
}

fake.faults.add({
  fault({ url, headers }) {
    if (!url.pathname.endsWith('/login')) {
      tokens.add(headers['authorization'] ?? '')
      return undefined
    }
    tell({ kind: 'login' })
    const slow = delayMs === undefined ? undefined : ({ kind: 'slow', delayMs } as const)
    delayMs = undefined
    return slow
  },
})

process.on('message', ({ kind }: VendorCommand) => {
  if (kind === 'revoke') fake.revokeTokens()
  if (kind === 'slow login' || kind === 'late login') delayMs = DELAYS_MS[kind]
  tell({ kind: 'done', tokens: tokens.size })
  tokens.clear()
})
process.once('disconnect', () => process.exit())
tell({ kind: 'ready', account: fake.account })
