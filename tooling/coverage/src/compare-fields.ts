import type { Comparison } from './comparison.ts'
import type { Payload } from './contract.ts'
import { expandPayload, type ContractField } from './expand-payload.ts'
import { findField, type Found } from './find-field.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Field, Part } from './report.ts'

interface Subject {
  /** The operation or event. */
  readonly owner: string
  readonly part: Part['name']
  readonly way: 'sent' | 'received'
  readonly query?: Readonly<Record<string, string>>
  readonly payloads?: readonly Payload[]
  /** What is declared, in any number of forms; undefined where nothing is. */
  readonly schemas: readonly JsonSchema[] | undefined
}

interface Wanted extends ContractField {
  /** Where in the declared schema it may be. */
  readonly where: readonly string[]
}

/** Compares the fields of one part of an operation or event. */
export function compareFields({ contract, excuses }: Comparison, subject: Subject): Part {
  const { owner, part, schemas } = subject
  const fields = wantedOf(subject, contract).flatMap(({ path, confidence, said, where }): Field[] => {
    const places = [
      { owner, path },
      ...said.map((one) => ({ owner: `schema:${one.schema}`, path: one.path })),
    ]
    if (schemas === undefined) {
      excuses.named(places)
      return []
    }
    const found = best(schemas.flatMap((schema) => where.map((one) => findField(schema, one))))
    if (found === 'typed') {
      excuses.typed(places)
      return [{ path, confidence, state: 'typed' }]
    }
    if (excuses.excuse(places)) return [{ path, confidence, state: 'excepted' }]
    const isDemanded = contract.confidence[confidence]?.mustBeTyped === true
    return [{ path, confidence, state: isDemanded ? found : 'tolerated' }]
  })
  return { name: part, fields }
}

function wantedOf(
  { part, way, query = {}, payloads = [] }: Subject,
  contract: Comparison['contract'],
): Wanted[] {
  const parameters = Object.entries(query).map(([name, confidence]): Wanted => ({
    path: `${part}.${name}`,
    confidence,
    said: [],
    where: [name],
  }))
  const inBodies = payloads.flatMap((payload) =>
    expandPayload(contract, payload, way).map((field): Wanted => {
      const where = payload.at.map((place) => join(place, field.path))
      return { ...field, where, path: join(part, where[0] ?? '') }
    }),
  )
  return merged([...parameters, ...inBodies], Object.keys(contract.confidence))
}

/** What several schemas have in the same place is one field, as sure as the surest of them. */
function merged(all: readonly Wanted[], certainty: readonly string[]): Wanted[] {
  const byPath = new Map<string, Wanted>()
  for (const one of all) {
    const other = byPath.get(one.path)
    const surest = [one, ...(other === undefined ? [] : [other])].toSorted(
      (a, b) => certainty.indexOf(a.confidence) - certainty.indexOf(b.confidence),
    )[0]
    byPath.set(one.path, {
      path: one.path,
      confidence: surest?.confidence ?? one.confidence,
      said: [...(other?.said ?? []), ...one.said],
      where: [...new Set([...(other?.where ?? []), ...one.where])],
    })
  }
  return [...byPath.values()]
}

function join(place: string, path: string): string {
  return place === '' || path === '' || path.startsWith('[') ? place + path : `${place}.${path}`
}

function best(found: readonly Found[]): Found {
  return (['typed', 'opaque'] as const).find((one) => found.includes(one)) ?? 'untyped'
}
