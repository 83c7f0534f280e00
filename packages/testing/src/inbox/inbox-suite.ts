import { toCases } from '../suite/clause.ts'
import type { ConformanceCase } from '../suite/conformance-case.ts'
import { appendClauses } from './append-clauses.ts'
import { claimClauses } from './claim-clauses.ts'
import { endingClauses } from './ending-clauses.ts'
import type { InboxManifest } from './inbox-manifest.ts'
import { setAsideClauses } from './set-aside-clauses.ts'

/** What every `Inbox` of `@tenon/webhooks` promises. Each case has a storage of its own. */
export function inboxSuite<Transaction>(manifest: InboxManifest<Transaction>): readonly ConformanceCase[] {
  const parts = [appendClauses, claimClauses, endingClauses, setAsideClauses]
  return toCases(
    parts.flatMap((part) => part(manifest)),
    manifest.lacks,
  )
}
