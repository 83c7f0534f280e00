import { compareFields } from './compare-fields.ts'
import type { Comparison } from './comparison.ts'
import type { ContractEvent } from './contract.ts'
import type { DeclaredWebhooks } from './declared.ts'
import { jsonSchemaOf } from './json-schema.ts'
import { judgeRow } from './judge-row.ts'
import type { Row } from './report.ts'

/** An address without a hint: the body alone must tell what it is. */
const ADDRESS = new URL('https://partner.example/')

/** Compares an event with the definition that reads its examples as messages of a type, whatever it is called. */
export function compareEvent(comparison: Comparison, event: ContractEvent): Row {
  const { type: id, direction, confidence, data, examples } = event
  const { webhooks } = comparison.declared
  const typesOf = (definition: DeclaredWebhooks, example: unknown) => typesRead(definition, example)
  const isRead = examples.every((example) => webhooks.some((one) => typesOf(one, example).length > 0))
  const readers = webhooks.map((definition) => ({
    definition,
    types: [...new Set(examples.flatMap((example) => typesOf(definition, example)))],
  }))
  const schemas = readers.flatMap(({ definition, types }) =>
    types.flatMap((type) => {
      const schema = definition.events?.[type]
      return schema === undefined ? [] : [jsonSchemaOf(schema, 'input')]
    }),
  )
  // A message that is read without a schema: what of it is known, cannot be seen.
  const visible = schemas.length === 0 ? [{}] : schemas
  const parts = [
    compareFields(comparison, {
      owner: id,
      part: 'data',
      way: 'received',
      payloads: data,
      schemas: isRead ? visible : undefined,
    }),
  ]
  const declaredAs = isRead ? [...new Set(readers.flatMap(({ types }) => types))] : []
  return judgeRow(comparison, { id, kind: 'event', direction, confidence, declaredAs, parts })
}

function typesRead({ read }: DeclaredWebhooks, body: unknown): string[] {
  try {
    return read(body, ADDRESS)
      .map(({ type }) => type)
      .filter((type) => type !== 'unparsed')
  } catch {
    // The receiver keeps a body at which `read` throws as an unparsed one.
    return []
  }
}
