import type { Schema, SchemaResult } from './schema.ts'

/**
 * Asks a schema, which must answer at once. A library may turn what a transform throws into a promise that rejects.
 *
 * @throws TypeError when the schema is asynchronous, or failed
 */
export function validate<Output>(schema: Schema<unknown, Output>, value: unknown): SchemaResult<Output> {
  const result = schema['~standard'].validate(value)
  if (!(result instanceof Promise)) return result
  result.catch(() => undefined)
  throw new TypeError('a schema is asynchronous, or one of its steps failed')
}
