import { compareEvent } from './compare-event.ts'
import { compareOperation } from './compare-operation.ts'
import type { Contract } from './contract.ts'
import type { Declared } from './declared.ts'
import type { Exceptions } from './exceptions.ts'
import { Excuses } from './excuses.ts'
import { operationId } from './operation-id.ts'
import type { Report } from './report.ts'
import { wirePath } from './wire-path.ts'

/** Compares what a provider declares with its vendor's contract. */
export function compare(contract: Contract, declared: Declared, exceptions: Exceptions): Report {
  const excuses = new Excuses(exceptions)
  const rows = [
    ...contract.operations.map((operation) => compareOperation({ contract, declared, excuses }, operation)),
    ...contract.events.map((event) => compareEvent({ contract, declared, excuses }, event)),
  ]
  const known = new Set(rows.flatMap(({ kind, declaredAs }) => (kind === 'operation' ? declaredAs : [])))
  const beyond = declared.operations
    .filter(({ operation }) => !known.has(operation.id))
    .filter(({ operation }) => !excuses.excuse([{ owner: operationId(operation), path: '*' }]))
    .map(
      (one) => `operation ${one.operation.id}: the contract has no ${one.operation.method} ${wirePath(one)}`,
    )
  return { provider: contract.provider, rows, problems: [...beyond, ...excuses.problems()] }
}
