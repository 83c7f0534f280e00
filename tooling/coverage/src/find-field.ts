import type { JsonSchema } from './json-schema.ts'

/**
 * `typed`: the schema knows the field. `untyped`: it does not. `opaque`: on the way there is something of which
 * the schema does not say what it is, so that code may read the field all the same.
 */
export type Found = 'typed' | 'untyped' | 'opaque'

/** Looks for a field by its path: `line_items[].price`, `details.*[].notes`; the empty one is the schema itself. */
export function findField(schema: JsonSchema, path: string): Found {
  return look(schema, stepsOf(path), schema)
}

function stepsOf(path: string): string[] {
  return path
    .replaceAll('[]', '.[]')
    .split('.')
    .filter((step) => step !== '')
}

function look(schema: JsonSchema, steps: readonly string[], root: JsonSchema): Found {
  const [step, ...rest] = steps
  if (step === undefined) return 'typed'
  const forms = formsOf(schema, root)
  const found = forms.flatMap((form) => childrenOf(form, step)).map((child) => look(child, rest, root))
  if (found.includes('typed')) return 'typed'
  return found.includes('opaque') || forms.some(saysNothing) ? 'opaque' : 'untyped'
}

/** The schema itself, and what it may be or consists of. A circle of references ends where it began. */
function formsOf(schema: JsonSchema, root: JsonSchema, seen: ReadonlySet<string> = new Set()): JsonSchema[] {
  const { $ref, anyOf = [], oneOf = [], allOf = [] } = schema
  const parts = [...anyOf, ...oneOf, ...allOf].flatMap((part) => formsOf(part, root, seen))
  if ($ref === undefined || seen.has($ref)) return [schema, ...parts]
  return [schema, ...parts, ...formsOf(resolve($ref, root), root, new Set([...seen, $ref]))]
}

function resolve(ref: string, root: JsonSchema): JsonSchema {
  return ref === '#' ? root : (root.$defs?.[ref.replace('#/$defs/', '')] ?? {})
}

function childrenOf(schema: JsonSchema, step: string): readonly JsonSchema[] {
  const { properties = {}, additionalProperties, items, prefixItems = [] } = schema
  if (step === '[]') return [...prefixItems, ...schemaIn(items)]
  if (step === '*') return [...Object.values(properties), ...schemaIn(additionalProperties)]
  if (Object.hasOwn(properties, step)) return [properties[step] ?? {}]
  // A map of objects knows all its keys; an object that lets unknown ones pass does not.
  return schemaIn(additionalProperties).filter((value) => !saysNothing(value))
}

function schemaIn(schema: boolean | JsonSchema | undefined): readonly JsonSchema[] {
  return typeof schema === 'object' ? [schema] : []
}

const SAYS_SOMETHING = [
  '$ref',
  'type',
  'enum',
  'const',
  'properties',
  'items',
  'prefixItems',
  'additionalProperties',
  'anyOf',
  'oneOf',
  'allOf',
] as const

function saysNothing(schema: JsonSchema): boolean {
  return SAYS_SOMETHING.every((key) => schema[key] === undefined)
}
