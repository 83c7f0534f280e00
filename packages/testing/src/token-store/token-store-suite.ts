import { toCases } from '../suite/clause.ts'
import type { ConformanceCase } from '../suite/conformance-case.ts'
import { failureClauses } from './failure-clauses.ts'
import { leaseClauses } from './lease-clauses.ts'
import { tokenClauses } from './token-clauses.ts'
import type { TokenStoreManifest } from './token-store-manifest.ts'

/** What every `TokenStore` promises to the processes that share it. Each case uses keys of its own. */
export function tokenStoreSuite(manifest: TokenStoreManifest): readonly ConformanceCase[] {
  const clauses = [...leaseClauses(manifest), ...tokenClauses(manifest), ...failureClauses(manifest)]
  return toCases(clauses, manifest.lacks)
}
