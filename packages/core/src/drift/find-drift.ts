/** A difference between what a vendor sends and what its schema knows, that the schema lets pass. */
export interface Drift {
  readonly provider: string
  readonly operation: string
  /** A field that is not declared, or a word that is not among those of an open list. */
  readonly kind: 'new-field' | 'new-word'
  /** Where, with `[]` for any element of a list: `data[].status`. */
  readonly path: string
}

/** What a client does about drift: publish it on the channel `tenon:drift` (the default), throw, or nothing. */
export type DriftPolicy = 'report' | 'throw' | 'ignore'

type Found = Pick<Drift, 'kind' | 'path'>

/** The part of JSON Schema that tells what is known. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
}

/** How many elements of a list are looked at: one page tells as much as all of them. */
const ELEMENTS = 25
const DEEPEST = 64

/** What in a value its schema lets pass without knowing it. */
export function findDrift(value: unknown, schema: JsonSchema, path = '', depth = 0): Found[] {
  if (depth > DEEPEST) return []
  const forms = schema.anyOf ?? schema.oneOf
  if (forms !== undefined) return closest(value, forms, path, depth + 1)
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
function closest(value: unknown, forms: readonly JsonSchema[], path: string, depth: number): Found[] {
  const words = forms.flatMap((form) => form.enum ?? (form.const === undefined ? [] : [form.const]))
  if (typeof value === 'string') {
    return words.length === 0 || words.includes(value) ? [] : [{ kind: 'new-word', path }]
  }
  const fitting = forms.filter(
    (form) => (form.properties ?? form.items ?? form.anyOf ?? form.oneOf) !== undefined,
  )
  const found = fitting.map((form) => findDrift(value, form, path, depth))
  return found.toSorted((one, other) => one.length - other.length)[0] ?? []
}
