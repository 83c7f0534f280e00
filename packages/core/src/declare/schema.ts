/**
 * The slice of the Standard Schema specification that Tenon reads, so that core depends on a shape and not on
 * a schema library. zod 4, valibot and arktype schemas all fit.
 *
 * @see https://standardschema.dev
 */
export interface Schema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    /** The schema as JSON Schema, where the library can tell it; for drift, and for reference pages. */
    readonly jsonSchema?:
      | { readonly input: (options: { readonly target: 'draft-2020-12' }) => object }
      | undefined
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** What a caller may give to a schema. */
export type SchemaInput<S> = S extends Schema<infer Input, unknown> ? Input : never

/** What a schema hands on. */
export type SchemaOutput<S> = S extends Schema<infer _, infer Output> ? Output : never
