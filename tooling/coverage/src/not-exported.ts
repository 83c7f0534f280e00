interface Part {
  /** Below the package's `src`. */
  readonly file: string
  readonly name: string
}

interface NotExported {
  readonly operations?: readonly Part[]
  /** By type of message. */
  readonly events?: Readonly<Record<string, Part>>
}

/**
 * Declarations that a provider uses and does not export: a login, which is not among the client's methods, and
 * schemas of events, until a `WebhookDefinition` carries its own.
 */
export const notExported: Readonly<Record<string, NotExported>> = {}
