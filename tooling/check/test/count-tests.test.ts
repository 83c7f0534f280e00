import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { expect, test } from 'vitest'

import { countTests } from '../src/count-tests.ts'

const TESTED = { scripts: { test: 'vitest run' } }
const report = (passed: number, failed = 0, pending = 0, todo = 0) => ({
  success: failed === 0,
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: todo,
})

function count(files: Record<string, object>) {
  const root = mkdtempSync(join(tmpdir(), 'tenon-count-'))
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), JSON.stringify(content))
    }
    return countTests(root)
  } finally {
    rmSync(root, { recursive: true })
  }
}

test('the counts of all packages are added up', () => {
  expect(
    count({
      'packages/core/package.json': TESTED,
      'packages/core/.turbo/test-report.json': report(40, 0, 2, 1),
      'apps/shop/package.json': TESTED,
      'apps/shop/.turbo/test-report.json': report(2, 1),
      'tooling/fake/package.json': {},
    }),
  ).toEqual({ passed: 42, failed: 1, skipped: 3, missing: [] })
})

test('a package that failed without a failing test counts as one failure', () => {
  expect(
    count({
      'packages/core/package.json': TESTED,
      'packages/core/.turbo/test-report.json': { ...report(3), success: false },
    }),
  ).toEqual({ passed: 3, failed: 1, skipped: 0, missing: [] })
})

test('a package whose tests left no report is named', () => {
  expect(count({ 'packages/core/package.json': TESTED })).toEqual({
    passed: 0,
    failed: 0,
    skipped: 0,
    missing: ['packages/core'],
  })
})
