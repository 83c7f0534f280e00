import type { Schema } from './schema.ts'

/**
 * Bytes that are sent as they are. A stream can be read only once, so a call that is given one is never sent
 * again, not even after a 401; a function is asked for a new stream by every attempt. A stream is destroyed when its
 * sending fails; one whose call fails before (no credential, aborted, closed) is yours to let go of.
 */
export type RawBody = Uint8Array | AsyncIterable<Uint8Array> | (() => AsyncIterable<Uint8Array>)

/**
 * An answer's bytes while they arrive, to be read once. The call, with its deadline, lasts until they are read or
 * dropped: by leaving the loop that reads them, or by the signal of the call.
 */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  readonly contentType: string | undefined
}

/** How an answer is wanted: as JSON, as bytes in memory, or as bytes while they arrive. */
export type AnswerForm = 'json' | 'bytes' | 'stream'

type RawForm = 'request' | AnswerForm

/** A schema that stands for bytes instead of JSON. */
interface RawSchema<T> extends Schema<T> {
  readonly raw: RawForm
  readonly contentType: string
}

/**
 * Declares the `body` of an operation that sends bytes instead of JSON.
 *
 * @example
 * ```ts
 * import { defineOperation, rawBody } from '@tenon/core'
 *
 * const upload = defineOperation({
 *   id: 'files.upload',
 *   method: 'PUT',
 *   path: '/files/{name}',
 *   body: rawBody('text/csv'),
 * })
 * ```
 */
export function rawBody(contentType: string): Schema<RawBody> {
  return rawSchema<RawBody>('request', contentType, isRawBody)
}

/** Declares the `response` of an operation that answers bytes, read into memory under the transport's limit. */
export const bytes: Schema<Uint8Array> = rawSchema('bytes', '*/*', (value) => value instanceof Uint8Array)

/** Declares the `response` of an operation that answers bytes, handed on while they arrive: for large files. */
export const byteStream: Schema<ByteStream> = rawSchema('stream', '*/*', isStream)

/** The media type of the bytes that the schema stands for, if it does not stand for JSON. */
export function rawType(schema: Schema | undefined): string | undefined {
  return isRaw(schema) ? schema.contentType : undefined
}

export function answerForm(schema: Schema | undefined): AnswerForm {
  return isRaw(schema) && schema.raw !== 'request' ? schema.raw : 'json'
}

/** Can it be read only once? */
export function isStream(value: unknown): value is AsyncIterable<Uint8Array> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

function isRaw(schema: Schema | undefined): schema is RawSchema<unknown> {
  return schema !== undefined && 'raw' in schema
}

function isRawBody(value: unknown): boolean {
  return value instanceof Uint8Array || typeof value === 'function' || isStream(value)
}

function rawSchema<T>(raw: RawForm, contentType: string, is: (value: unknown) => boolean): RawSchema<T> {
  const issues = [{ message: 'expected bytes' }]
  return {
    raw,
    contentType,
    '~standard': {
      version: 1,
      vendor: 'tenon',
      validate: (value) => (is(value) ? { value: value as T } : { issues }),
    },
  }
}
