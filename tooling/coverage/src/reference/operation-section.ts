import type { Operation, Schema } from '@tenon/core'

import type { ContractOperation } from '../contract.ts'
import { jsonSchemaOf } from '../json-schema.ts'
import { fieldLines } from './field-lines.ts'

/** What a reader has to know of one operation. */
export function operationSection(operation: Operation, known: ContractOperation | undefined): string {
  const { id, method, path, query, body, response } = operation
  const rules = [
    known === undefined ? undefined : `How sure it is: ${known.confidence}.`,
    retryText(operation),
    operation.paging === undefined ? undefined : 'A list: `items()` and `pages()` go through all of it.',
    operation.timeoutMs === undefined
      ? undefined
      : `Deadline: ${operation.timeoutMs / 1000} s unless the call says otherwise.`,
    operation.bucket === undefined ? undefined : `Rate limit: bucket \`${operation.bucket}\`.`,
    ...(known?.notes ?? []),
  ]
  return [
    `## ${id}`,
    `\`${method} ${path}\``,
    known?.summary,
    rules
      .filter((rule) => rule !== undefined)
      .map((rule) => `- ${rule}`)
      .join('\n'),
    part('Query', query),
    part('Body', body),
    part('Answer, as the vendor sends it', response),
  ]
    .filter((text) => text !== undefined && text !== '')
    .join('\n\n')
}

/** The fields of a schema under a heading; nothing where there is none, or where it has no fields. */
export function part(title: string, schema: Schema | undefined): string | undefined {
  if (schema === undefined) return undefined
  const lines = fieldLines(jsonSchemaOf(schema, 'input'))
  return lines.length === 0 ? undefined : `### ${title}\n\n${lines.join('\n')}`
}

function retryText({ method, idempotent, retryWhenRateLimited }: Operation): string {
  if (idempotent ?? method === 'GET') return 'Sent again after a failure that may pass.'
  return `Sent again only where it cannot have reached the vendor${retryWhenRateLimited === true ? ', or after a 429' : ''}.`
}
