import { isUtf8 } from 'node:buffer'

import type { Call } from '../call/call.ts'
import type { ByteStream } from '../declare/raw-body.ts'
import type { Schema, SchemaResult } from '../declare/schema.ts'
import { describeIssues, summariseIssues, validate } from '../declare/validate.ts'
import type { WatchDrift } from '../drift/watching-drift.ts'
import { MalformedResponseError } from '../errors/malformed-response-error.ts'
import { ResponseSchemaError } from '../errors/response-schema-error.ts'
import { TenonError } from '../errors/tenon-error.ts'
import type { HttpResponse, Send } from '../transport/transport.ts'
import { readJson } from './read-json.ts'
import { toResponseError, type MapError } from './response-error.ts'

/** Turns the last answer of a call into data or into a typed error. A failure here is never sent again. */
export function readingResult(mapError: MapError, watchDrift: WatchDrift | undefined): (next: Send) => Send {
  return (next) => (request, call) =>
    next(request, call).then((response) => {
      if (response.status < 200 || response.status >= 300) throw toResponseError(response, call, mapError)
      const schema = call.declaration.response
      if (response.stream !== undefined) response.data = stream(response.stream, response, call)
      else if (request.answer === 'bytes') response.data = response.body
      else if (schema !== undefined) response.data = parse(response, schema, call, watchDrift)
      return response
    })
}

/** The call, and its last attempt, last until the last byte was read, or the reader has stopped. */
function stream(chunks: AsyncIterable<Uint8Array>, { headers }: HttpResponse, call: Call): ByteStream {
  const reader = chunks[Symbol.asyncIterator]()
  const { attempt } = call
  const end = (error?: unknown): void => {
    const code = TenonError.isInstance(error) ? error.code : undefined
    attempt?.end(call.elapsedMs, code)
    call.end(code)
  }
  const iterator: AsyncIterableIterator<Uint8Array> = {
    async next() {
      try {
        const result = await reader.next()
        if (result.done === true) end()
        return result
      } catch (error) {
        end(error)
        throw error
      }
    },
    async return() {
      end()
      await reader.return?.()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => iterator,
  }
  const contentType = headers['content-type']
  return Object.assign(iterator, { contentType: contentType === undefined ? undefined : String(contentType) })
}

function parse(response: HttpResponse, schema: Schema, call: Call, watchDrift?: WatchDrift): unknown {
  const { status } = response
  let json: unknown
  try {
    json = readJson(response.body)
  } catch {
    const type = String(response.headers['content-type'] ?? 'no content type')
    const message = `the answer (${status}, ${type}, ${response.body.length} bytes) is not JSON`
    // The engine's own message quotes the text, which may hold a secret.
    const cause = new SyntaxError(isUtf8(response.body) ? 'not valid JSON' : 'not valid UTF-8')
    throw new MalformedResponseError({ message, status, call, cause })
  }
  const result = check(json, schema, status, call)
  if (result.issues === undefined) {
    watchDrift?.(json, schema, call)
    return result.value
  }
  const issues = describeIssues(result.issues)
  const message = `the answer (${status}) lacks what the contract promises: ${summariseIssues(issues)}`
  throw new ResponseSchemaError({ message, status, issues, call })
}

/** What a schema trips over is the vendor's answer: it came, and cannot be read. */
function check(json: unknown, schema: Schema, status: number, call: Call): SchemaResult<unknown> {
  try {
    return validate(schema, json)
  } catch (cause) {
    const message = `the answer (${status}) cannot be read: its schema failed`
    throw new MalformedResponseError({ message, status, call, cause })
  }
}
