import type { Schema } from '@tenon/core'

import { compareFields } from './compare-fields.ts'
import type { Comparison } from './comparison.ts'
import type { ContractOperation } from './contract.ts'
import type { HostedOperation } from './declared.ts'
import { jsonSchemaOf, type JsonSchema } from './json-schema.ts'
import { judgeRow } from './judge-row.ts'
import { operationId } from './operation-id.ts'
import type { Row } from './report.ts'
import { wirePath } from './wire-path.ts'

/** Compares an operation of the contract with all that declare it: one path of the vendor's may have several. */
export function compareOperation(comparison: Comparison, operation: ContractOperation): Row {
  const { direction, confidence, query = {}, body = [], response = [] } = operation
  const id = operationId(operation)
  const declared = declarationsOf(comparison, operation)
  const compareWith = (schemas: (one: HostedOperation) => readonly JsonSchema[]) =>
    declared.length === 0 ? undefined : declared.flatMap(schemas)

  // What a caller gives may be turned into what is sent, so that either form can have the field.
  const asked = compareWith((one) => [...formOf(one.query, 'input'), ...formOf(one.query, 'output')])
  const sent = compareWith((one) => [...formOf(one.body, 'input'), ...formOf(one.body, 'output')])
  const received = compareWith((one) => formOf(one.response, 'input'))
  const parts = [
    compareFields(comparison, { owner: id, part: 'query', way: 'sent', query, schemas: asked }),
    compareFields(comparison, { owner: id, part: 'body', way: 'sent', payloads: body, schemas: sent }),
    compareFields(comparison, {
      owner: id,
      part: 'response',
      way: 'received',
      payloads: response,
      schemas: received,
    }),
  ]
  const declaredAs = declared.map((one) => one.id)
  return judgeRow(comparison, { id, kind: 'operation', direction, confidence, declaredAs, parts })
}

function declarationsOf(
  { contract, declared }: Comparison,
  operation: ContractOperation,
): readonly HostedOperation[] {
  if (operation.direction === 'hosted') {
    // The partner chooses what stands before the path.
    return (declared.hosted ?? []).filter(
      ({ method, path }) => method === operation.method && unnamed(path) === unnamed(operation.path),
    )
  }
  const path = (operation.pathPrefix ?? contract.pathPrefix) + operation.path
  return declared.operations
    .filter((one) => one.operation.method === operation.method && unnamed(wirePath(one)) === unnamed(path))
    .map((one) => one.operation)
}

/** The names of parameters are not the vendor's. */
function unnamed(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}')
}

function formOf(schema: Schema | undefined, side: 'input' | 'output'): JsonSchema[] {
  return schema === undefined ? [] : [jsonSchemaOf(schema, side)]
}
