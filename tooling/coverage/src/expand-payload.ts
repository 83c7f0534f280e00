import type { Contract, Payload } from './contract.ts'

/** A field of a body, with all that is between the two. */
export interface ContractField {
  /** From where the payload sits: `''` for that place itself. */
  readonly path: string
  readonly confidence: string
  /** Where it is said, for exceptions by schema: the outermost schema first. */
  readonly said: readonly { readonly schema: string; readonly path: string }[]
}

/** The fields of a payload that go one way, those of the schemas that it contains among them. */
export function expandPayload(
  contract: Contract,
  { schema, confidence }: Payload,
  way: 'sent' | 'received',
): ContractField[] {
  const certainty = Object.keys(contract.confidence)
  const weaker = (one: string, other: string): string =>
    certainty.indexOf(one) > certainty.indexOf(other) ? one : other

  function expand(name: string): ContractField[] {
    const { fields = {}, contains = {}, onlyReceived = [], onlySent = [] } = contract.schemas[name] ?? {}
    const otherWay = new Set(way === 'sent' ? onlyReceived : onlySent)
    return Object.entries(fields)
      .filter(([path]) => !otherWay.has(path))
      .flatMap(([path, sure]): ContractField[] => {
        const within = contains[path] === undefined ? [] : expand(contains[path])
        return [
          { path, confidence: sure, said: [{ schema: name, path }] },
          ...within.map((field) => ({
            path: `${path}.${field.path}`,
            confidence: weaker(sure, field.confidence),
            said: [{ schema: name, path: `${path}.${field.path}` }, ...field.said],
          })),
        ]
      })
  }

  const [surest = ''] = certainty
  const atLeast = confidence ?? surest
  if (schema === undefined) return [{ path: '', confidence: atLeast, said: [] }]
  return expand(schema).map((field) => ({ ...field, confidence: weaker(atLeast, field.confidence) }))
}
