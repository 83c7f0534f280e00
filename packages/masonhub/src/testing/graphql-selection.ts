/** A field that is asked for, with its arguments filled in. */
export interface Selection {
  readonly name: string
  /** Under which name it is answered. */
  readonly as: string
  readonly given: Readonly<Record<string, unknown>>
  readonly fields: readonly Selection[]
}

const TOKEN = /[{}()[\]:]|\$\w+|"(?:[^"\\]|\\.)*"|-?[\w.]+/g

/**
 * Reads the fields of a GraphQL document: names, aliases, arguments and variables, which is what a client sends as a
 * rule. Undefined for what is more than that, or no document.
 */
export function readSelections(
  document: string,
  variables: Readonly<Record<string, unknown>>,
): readonly Selection[] | undefined {
  const tokens: readonly string[] = document.match(TOKEN) ?? []
  let at = 0
  const isNext = (token: string): boolean => tokens[at] === token

  function expect(token: string): void {
    if (!isNext(token)) throw new SyntaxError(`expected ${token}`)
    at += 1
  }

  function readValue(): unknown {
    const token = tokens[at] ?? ''
    at += 1
    if (token.startsWith('$')) return variables[token.slice(1)]
    if (token === '[') {
      const values: unknown[] = []
      while (!isNext(']')) values.push(readValue())
      at += 1
      return values
    }
    if (/^[\])}:({]?$/.test(token)) throw new SyntaxError('expected a value')
    return /^(".*"|-?\d+(\.\d+)?|true|false|null)$/s.test(token) ? (JSON.parse(token) as unknown) : token
  }

  function readArguments(): Record<string, unknown> {
    const given: Record<string, unknown> = {}
    if (!isNext('(')) return given
    at += 1
    while (!isNext(')')) {
      const name = tokens[at] ?? ''
      at += 1
      expect(':')
      given[name] = readValue()
    }
    at += 1
    return given
  }

  function readFields(): Selection[] {
    const fields: Selection[] = []
    expect('{')
    while (!isNext('}')) {
      const first = tokens[at] ?? ''
      if (!/^\w+$/.test(first)) throw new SyntaxError('expected a field')
      at += 1
      const isAlias = isNext(':')
      const name = isAlias ? (tokens[at + 1] ?? '') : first
      if (isAlias) at += 2
      fields.push({ as: first, name, given: readArguments(), fields: isNext('{') ? readFields() : [] })
    }
    at += 1
    return fields
  }

  try {
    at = tokens.indexOf('{')
    const fields = at < 0 ? undefined : readFields()
    return at === tokens.length ? fields : undefined
  } catch {
    return undefined
  }
}
