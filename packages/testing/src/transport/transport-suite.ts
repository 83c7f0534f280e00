import { toCases } from '../suite/clause.ts'
import type { ConformanceCase } from '../suite/conformance-case.ts'
import { endingClauses } from './ending-clauses.ts'
import { exchangeClauses } from './exchange-clauses.ts'
import { faultClauses } from './fault-clauses.ts'
import { streamClauses } from './stream-clauses.ts'
import type { TransportManifest } from './transport-manifest.ts'

/** What every `Transport` promises, shown over real connections to a server that misbehaves. */
export function transportSuite(manifest: TransportManifest): readonly ConformanceCase[] {
  const clauses = [
    ...exchangeClauses(manifest),
    ...streamClauses(manifest),
    ...faultClauses(manifest),
    ...endingClauses(manifest),
  ]
  return toCases(clauses, manifest.lacks)
}
