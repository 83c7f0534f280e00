import type { Operation } from '../declare/operation.ts'
import { answerForm, rawType, type RawBody } from '../declare/raw-body.ts'
import type { Schema } from '../declare/schema.ts'
import { describeIssues, validate } from '../declare/validate.ts'
import type { HttpRequest } from '../transport/transport.ts'
import { fillPath, pathParameterNames } from './fill-path.ts'
import { InputProblem } from './input-problem.ts'
import { writeQuery } from './write-query.ts'

const JSON_TYPE = 'application/json'

/** Makes the request of one call. Throws an `InputProblem`. */
export type BuildRequest = (input: unknown) => HttpRequest

/** Prepares an operation once, so that a call only fills in what differs. */
export function compileOperation(operation: Operation, origin: string, pathPrefix: string): BuildRequest {
  const { method, query, body, arrayStyle = 'repeat' } = operation
  const headers: Record<string, string> = Object.freeze({
    accept: rawType(operation.response) ?? JSON_TYPE,
    ...(body !== undefined && { 'content-type': rawType(body) ?? JSON_TYPE }),
  })
  const template = operation.absolute === true ? operation.path : pathPrefix + operation.path
  const names = new Set(pathParameterNames(template))
  const answer = answerForm(operation.response)

  function queryOf(input: Readonly<Record<string, unknown>>): string {
    const keys = Object.keys(input).filter((key) => !names.has(key) && (key !== 'body' || body === undefined))
    if (query === undefined) {
      if (keys.length > 0) throw new InputProblem(keys.map((key) => `${key}: unknown parameter`))
      return ''
    }
    // An own key `__proto__` is a parameter like any other: unknown.
    const given = Object.create(null) as Record<string, unknown>
    for (const key of keys) given[key] = input[key]
    return writeQuery(check(query, given, []), arrayStyle)
  }

  return (input) => {
    const given = asRecord(input)
    return {
      method,
      origin,
      headers,
      answer,
      path: (names.size === 0 ? template : fillPath(template, given)) + queryOf(given),
      body: body === undefined ? undefined : write(body, check(body, given['body'], ['body'])),
    }
  }
}

function write(schema: Schema, body: unknown): string | RawBody {
  return rawType(schema) === undefined ? JSON.stringify(body) : (body as RawBody)
}

function asRecord(input: unknown): Readonly<Record<string, unknown>> {
  if (input === undefined) return {}
  if (typeof input === 'object' && input !== null) return input as Record<string, unknown>
  throw new InputProblem(['the input must be an object'])
}

function check(schema: Schema, value: unknown, at: readonly string[]): unknown {
  const result = validate(schema, value)
  if (result.issues === undefined) return result.value
  const issues = result.issues.map((issue) => ({ ...issue, path: [...at, ...(issue.path ?? [])] }))
  throw new InputProblem(describeIssues(issues))
}
