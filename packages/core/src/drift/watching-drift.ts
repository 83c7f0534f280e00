import { channel } from 'node:diagnostics_channel'

import type { Call } from '../call/call.ts'
import type { Schema } from '../declare/schema.ts'
import { ResponseSchemaError } from '../errors/response-schema-error.ts'
import { scrub } from '../secret/scrubber.ts'
import { type Drift, type DriftPolicy, findDrift, type JsonSchema } from './find-drift.ts'

/**
 * Publishes each `Drift` once for a client. Nothing is computed while nobody listens.
 *
 * @example
 * ```ts
 * import { subscribe } from 'node:diagnostics_channel'
 * import type { Drift } from '@tenon/core'
 *
 * subscribe('tenon:drift', (message) => {
 *   const { provider, operation, kind, path } = message as Drift
 *   console.log(`${provider} ${operation}: ${kind} at ${path}`)
 * })
 * ```
 */
const driftChannel = channel('tenon:drift')

const MOST_REMEMBERED = 10_000

/** Looks at one parsed answer, before its schema has dropped or changed anything. */
export type WatchDrift = (json: unknown, schema: Schema, call: Call) => void

/** @returns undefined where there is nothing to do */
export function watchingDrift(policy: DriftPolicy): WatchDrift | undefined {
  if (policy === 'ignore') return undefined
  const jsonSchemas = new WeakMap<Schema, JsonSchema>()
  const seen = new Set<string>()

  function jsonSchemaOf(schema: Schema): JsonSchema {
    let known = jsonSchemas.get(schema)
    if (known === undefined) jsonSchemas.set(schema, (known = toJsonSchema(schema)))
    return known
  }

  return (json, schema, call) => {
    if (policy === 'report' && !driftChannel.hasSubscribers) return
    const found = findDrift(json, jsonSchemaOf(schema))
    if (policy === 'throw' && found.length > 0) {
      const issues = found.map(({ kind, path }) => `${path}: ${kind}`)
      const message = `the answer has what is not declared: ${issues[0]}`
      throw new ResponseSchemaError({ message, issues, call })
    }
    const { provider, operation } = call
    for (const { kind, path } of found) {
      const key = `${operation} ${kind} ${path}`
      if (seen.has(key) || seen.size >= MOST_REMEMBERED) continue
      seen.add(key)
      driftChannel.publish({ provider, operation, kind, path: scrub(path) } satisfies Drift)
    }
  }
}

/** Libraries that follow the Standard Schema tell the JSON Schema of what they take; without one all is known. */
function toJsonSchema(schema: Schema): JsonSchema {
  try {
    return schema['~standard'].jsonSchema?.input({ target: 'draft-2020-12' }) ?? {}
  } catch {
    return {}
  }
}
