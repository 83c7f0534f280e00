import assert from 'node:assert/strict'
import { inspect } from 'node:util'

import { TenonError } from '@tenon/core'

/** The error that a promise rejects with, which must be one of the family. */
export async function failureOf(promise: PromiseLike<unknown>): Promise<TenonError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('value' in outcome) assert.fail(`it succeeded with ${inspect(outcome.value)} and should have failed`)
  const { error } = outcome
  if (TenonError.isInstance(error)) return error
  assert.fail(`it failed with something that is no TenonError: ${inspect(error)}`)
}
