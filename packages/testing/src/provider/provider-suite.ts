import type { OperationTree } from '@tenon/core'

import { toCases } from '../suite/clause.ts'
import type { ConformanceCase } from '../suite/conformance-case.ts'
import { callClauses } from './call-clauses.ts'
import { declarationClauses } from './declaration-clauses.ts'
import { optionClauses } from './option-clauses.ts'
import type { ProviderManifest } from './provider-manifest.ts'
import { secrecyClauses } from './secrecy-clauses.ts'

/** What every `Provider` promises, against the vendor's fake server. */
export function providerSuite<Options, Config, Operations extends OperationTree>(
  manifest: ProviderManifest<Options, Config, Operations>,
): readonly ConformanceCase[] {
  const clauses = [
    ...declarationClauses(manifest),
    ...optionClauses(manifest),
    ...callClauses(manifest),
    ...secrecyClauses(manifest),
  ]
  return toCases(clauses, manifest.lacks)
}
