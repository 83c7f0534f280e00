import { AssertionError } from 'node:assert'

import type { ConformanceCase } from '../../src/index.ts'

/** The names of the cases that an implementation does not pass; anything but an `AssertionError` fails the test. */
export async function brokenCases(suite: readonly ConformanceCase[]): Promise<string[]> {
  const outcomes = await Promise.all(
    suite.map(async ({ name, skip, run }) => {
      if (skip !== undefined) return undefined
      try {
        await run()
        return undefined
      } catch (error) {
        if (error instanceof AssertionError) return name
        throw new Error(`"${name}" failed without an AssertionError`, { cause: error })
      }
    }),
  )
  return outcomes.filter((name) => name !== undefined)
}
