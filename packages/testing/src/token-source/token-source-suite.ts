import { toCases } from '../suite/clause.ts'
import type { ConformanceCase } from '../suite/conformance-case.ts'
import { loginClauses } from './login-clauses.ts'
import { refreshClauses } from './refresh-clauses.ts'
import { rejectionClauses } from './rejection-clauses.ts'
import type { TokenSourceManifest } from './token-source-manifest.ts'

/** The token life cycle that every `TokenSource` promises, on virtual time, against a vendor that fails at will. */
export function tokenSourceSuite(manifest: TokenSourceManifest): readonly ConformanceCase[] {
  const clauses = [...loginClauses(manifest), ...refreshClauses(manifest), ...rejectionClauses(manifest)]
  return toCases(clauses, manifest.lacks)
}
