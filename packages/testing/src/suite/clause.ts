import { AssertionError } from 'node:assert/strict'

import type { ConformanceCase } from './conformance-case.ts'
import { within } from './within.ts'

/** Less than what runners give a test, so that the reason is told and not only that time was up. */
const LIMIT_MS = 4_500

/** What an implementation does not do, each with the reason: the one way to leave out a case. */
export type Lacks<Feature extends string> = { readonly [Name in Feature]?: string }

/** A case before the manifest is applied to it. */
export interface Clause<Feature extends string = never> {
  readonly name: string
  /** What an implementation may lack. */
  readonly needs?: Feature
  readonly run: () => Promise<void> | void
}

export function toCases<Feature extends string>(
  clauses: readonly Clause<Feature>[],
  lacks: Lacks<Feature> = {},
): readonly ConformanceCase[] {
  return clauses.map(({ name, needs, run: prove }) => {
    const run = (): Promise<void> => within(LIMIT_MS, 'the case ends', start(prove)).catch(disprove)
    const reason = needs === undefined ? undefined : lacks[needs]
    return reason === undefined ? { name, run } : { name: `${name} (left out: ${reason})`, skip: reason, run }
  })
}

async function start(prove: () => Promise<void> | void): Promise<void> {
  await prove()
}

/** What an implementation throws where a case did not expect it breaks the promise, too. */
function disprove(error: unknown): never {
  if (error instanceof AssertionError) throw error
  const message = `it failed with ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`
  throw Object.assign(new AssertionError({ message }), { cause: error })
}
