import type { Drift } from './drift.ts'

type Found = Pick<Drift, 'kind' | 'path'>

/** The part of JSON Schema that tells what is known. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
}

/** How many elements of a list are looked at: one page tells as much as all of them. */
const ELEMENTS = 25
const DEEPEST = 64

/** What in a value its schema lets pass without knowing it. */
export function findDrift(value: unknown, schema: JsonSchema, path = '', depth = 0): Found[] {
  if (depth > DEEPEST) return []
  if (schema.anyOf !== undefined)
    return closest(schema.anyOf, (one) => findDrift(value, one, path, depth + 1), value, path)
  if (Array.isArray(value)) {
    const { items } = schema
    if (items === undefined) return []
    return value.slice(0, ELEMENTS).flatMap((element) => findDrift(element, items, `${path}[]`, depth + 1))
  }
  if (typeof value !== 'object' || value === null || schema.properties === undefined) return []
  const { properties } = schema
  return Object.entries(value).flatMap(([name, field]): Found[] => {
    const at = path === '' ? name : `${path}.${name}`
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined
    return known === undefined ? [{ kind: 'new-field', path: at }] : findDrift(field, known, at, depth + 1)
  })
}

/** Of several forms, that counts which explains the value best; an open list of words is one of them. */
function closest(
  forms: readonly JsonSchema[],
  look: (form: JsonSchema) => Found[],
  value: unknown,
  path: string,
): Found[] {
  const words = forms.flatMap((form) => form.enum ?? (form.const === undefined ? [] : [form.const]))
  if (typeof value === 'string') {
    return words.length === 0 || words.includes(value) ? [] : [{ kind: 'new-word', path }]
  }
  const fitting = forms.filter(
    (form) => form.properties !== undefined || form.items !== undefined || form.anyOf !== undefined,
  )
  return fitting.map(look).toSorted((one, other) => one.length - other.length)[0] ?? []
}
