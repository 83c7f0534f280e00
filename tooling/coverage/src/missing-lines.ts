import type { Report, Row } from './report.ts'

/** What is missing, a line or two for each operation and event, and what is wrong with the exceptions. */
export function missingLines({ provider, rows, problems }: Report): string[] {
  return [...rows.flatMap(missingIn), ...problems].map((line) => `${provider} ${line}`)
}

function missingIn({ id, kind, state, parts }: Row): string[] {
  if (state === 'missing') {
    return [`${id}: ${kind === 'event' ? 'no webhook definition reads its examples' : 'not declared'}`]
  }
  return parts.flatMap(({ name, fields }) => {
    const untyped = fields.filter((field) => field.state === 'untyped').map(({ path }) => path)
    const opaque = fields.filter((field) => field.state === 'opaque').length
    return [
      ...(untyped.length === 0 ? [] : [`${id}: not typed: ${untyped.join(' ')}`]),
      ...(opaque === 0 ? [] : [`${id}: ${name}: the schema does not show whether ${opaque} fields are read`]),
    ]
  })
}
