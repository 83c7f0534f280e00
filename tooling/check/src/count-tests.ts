import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Report {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
}

/** What a run of all tests came to. */
export interface TestCounts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Packages that have tests and left no report. */
  readonly missing: readonly string[]
}

/**
 * Adds up the reports that vitest left in the packages under `root`. A package that failed without a failing test,
 * say because a file did not load, counts as one failure.
 */
export function countTests(root: string): TestCounts {
  const missing: string[] = []
  const reports = globSync('{packages,apps,tooling}/*/package.json', { cwd: root }).flatMap((path) => {
    const { scripts } = JSON.parse(readFileSync(join(root, path), 'utf8')) as { scripts?: { test?: string } }
    if (scripts?.test === undefined) return []
    const report = join(root, dirname(path), '.turbo/test-report.json')
    if (existsSync(report)) return [JSON.parse(readFileSync(report, 'utf8')) as Report]
    missing.push(dirname(path))
    return []
  })
  const sum = (count: (report: Report) => number): number =>
    reports.reduce((total, report) => total + count(report), 0)
  return {
    passed: sum(({ numPassedTests }) => numPassedTests),
    failed: sum(({ success, numFailedTests }) => (success ? 0 : Math.max(numFailedTests, 1))),
    skipped: sum(({ numPendingTests, numTodoTests }) => numPendingTests + numTodoTests),
    missing,
  }
}
