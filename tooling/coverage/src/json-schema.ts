import type { Schema } from '@tenon/core'

/** The part of JSON Schema that tells which fields are known. */
export interface JsonSchema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly type?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: boolean | JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
}

interface Convertible {
  readonly '~standard': {
    readonly jsonSchema?: {
      readonly [Side in 'input' | 'output']?: (options: object) => object
    }
  }
}

/** What zod cannot write as JSON Schema (a Date, a transform) comes out as "anything", and stops nothing. */
const OPTIONS = { target: 'draft-2020-12', libraryOptions: { unrepresentable: 'any' } } as const

/** A schema as it takes a value (`input`), or as it hands it on. */
export function jsonSchemaOf(schema: Schema, side: 'input' | 'output'): JsonSchema {
  const convert = (schema as Convertible)['~standard'].jsonSchema?.[side]
  return convert === undefined ? {} : convert(OPTIONS)
}
