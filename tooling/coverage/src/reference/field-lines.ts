import type { JsonSchema } from '../json-schema.ts'

const DEEPEST = 6

/** One line of Markdown for each field of a schema, those below it indented. */
export function fieldLines(schema: JsonSchema, root = schema, depth = 0): string[] {
  const object = objectIn(schema, root)
  if (object === undefined || depth > DEEPEST) return []
  const required = new Set(object.required)
  return Object.entries(object.properties ?? {}).flatMap(([name, field]) => {
    const must = required.has(name) ? ', required' : ''
    const line = `${'  '.repeat(depth)}- \`${name}\`: ${typeText(field, root)}${must}`
    return [line, ...fieldLines(field, root, depth + 1)]
  })
}

/** The object that a value is, or that its elements are. */
function objectIn(schema: JsonSchema, root: JsonSchema): JsonSchema | undefined {
  const forms = formsOf(schema, root)
  const object = forms.find(({ properties }) => properties !== undefined)
  if (object !== undefined) return object
  for (const { items } of forms) if (typeof items === 'object') return objectIn(items, root)
  return undefined
}

function formsOf(schema: JsonSchema, root: JsonSchema): JsonSchema[] {
  const { $ref, anyOf = [], oneOf = [], allOf = [] } = schema
  const target = $ref === undefined ? undefined : root.$defs?.[$ref.replace('#/$defs/', '')]
  return [
    schema,
    ...(target === undefined ? [] : [target]),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((one) => formsOf(one, root)),
  ]
}

function typeText(schema: JsonSchema, root: JsonSchema): string {
  const forms = formsOf(schema, root)
  const words = forms.flatMap(({ enum: some = [], const: one }) => (one === undefined ? some : [one]))
  const types = new Set(
    forms.flatMap(({ type, items }) => (type === 'array' ? [listText(items, root)] : namesOf(type))),
  )
  const open = types.has('string') && forms.length > 1 && words.length > 0 ? ' or another' : ''
  const known = words.map((word) => `\`${JSON.stringify(word)}\``).join(', ')
  if (known !== '') return `${known}${open}${types.has('null') ? ' or null' : ''}`
  return [...types].join(' or ') || 'anything'
}

function listText(items: JsonSchema['items'], root: JsonSchema): string {
  if (typeof items !== 'object') return 'list'
  const element = typeText(items, root)
  return `list of ${element.includes(' or ') ? `(${element})` : element}`
}

function namesOf(type: unknown): string[] {
  return (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string')
}
