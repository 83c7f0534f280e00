/** What became of comparing one provider with its contract. */
export interface Report {
  readonly provider: string
  readonly rows: readonly Row[]
  /** Exceptions that excuse nothing, and declarations that the contract does not know. */
  readonly problems: readonly string[]
}

/** An operation or an event of the contract. */
export interface Row {
  readonly id: string
  readonly kind: 'operation' | 'event'
  readonly direction: 'call' | 'hosted' | 'webhook'
  readonly confidence: string
  /** The ids of the operations that declare it, or the types of message that its examples are read as. */
  readonly declaredAs: readonly string[]
  /** `covered`: declared, and nothing of it is missing. `excepted`: left out on purpose. */
  readonly state: 'covered' | 'excepted' | 'incomplete' | 'missing'
  readonly parts: readonly Part[]
}

export interface Part {
  readonly name: 'query' | 'body' | 'response' | 'data'
  readonly fields: readonly Field[]
}

export interface Field {
  /** From the part's name on: `response.data[].id`. */
  readonly path: string
  readonly confidence: string
  /**
   * `untyped`: the schema does not know it. `opaque`: the schema does not say what it reads there.
   * `tolerated`: not typed, and its source is not sure enough to demand it.
   */
  readonly state: 'typed' | 'excepted' | 'tolerated' | 'untyped' | 'opaque'
}
