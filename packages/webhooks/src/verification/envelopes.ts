/** A body is one envelope, or a list of them. */
export function envelopesOf(body: unknown): readonly unknown[] {
  return Array.isArray(body) ? body : [body]
}

/** The same body, without a field at the top of each envelope. */
export function withoutField(body: unknown, field: string): unknown {
  return Array.isArray(body) ? body.map((envelope) => omit(envelope, field)) : omit(body, field)
}

function omit(envelope: unknown, field: string): unknown {
  if (!isRecord(envelope)) return envelope
  return Object.fromEntries(Object.entries(envelope).filter(([name]) => name !== field))
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
