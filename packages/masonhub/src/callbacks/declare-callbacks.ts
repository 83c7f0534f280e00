import { Secret } from '@tenon/core'

import { invalidInput } from '../wire/invalid-input.ts'
import { issuesOf } from '../wire/issues-of.ts'
import type { DeclaredCallback } from './callback-plan.ts'
import { callbackInput, type CallbackInput } from './callback.ts'

/**
 * Checks the callbacks that shall be registered, and hides their tokens.
 *
 * @throws InvalidInputError if one is not valid, or declared twice
 */
export function declareCallbacks(callbacks: readonly CallbackInput[]): DeclaredCallback[] {
  const seen = new Set<string>()
  const issues: string[] = []
  const declared = callbacks.flatMap((callback, index): DeclaredCallback[] => {
    const { data, error } = callbackInput.safeParse(callback)
    if (error !== undefined) {
      issues.push(...issuesOf(error, 'callbacks', index))
      return []
    }
    const { message_type, url, api_version = '1.0', token } = data
    const name = `${message_type} ${url}`
    if (seen.has(name)) issues.push(`callbacks.${index}: declared twice: ${name}`)
    seen.add(name)
    return [{ message_type, url, api_version, token: token === undefined ? undefined : new Secret(token) }]
  })
  if (issues.length === 0) return declared
  throw invalidInput('masonhub: nothing was planned', issues)
}
