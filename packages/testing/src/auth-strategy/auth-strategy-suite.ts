import { toCases } from '../suite/clause.ts'
import type { ConformanceCase } from '../suite/conformance-case.ts'
import type { AuthStrategyManifest } from './auth-strategy-manifest.ts'
import { challengeClauses } from './challenge-clauses.ts'
import { headerClauses } from './header-clauses.ts'

/** What every `AuthStrategy` promises, alone and in a client, on virtual time. */
export function authStrategySuite(manifest: AuthStrategyManifest): readonly ConformanceCase[] {
  return toCases([...headerClauses(manifest), ...challengeClauses(manifest)], manifest.lacks)
}
