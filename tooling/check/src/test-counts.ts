import { countTests } from './count-tests.ts'
import { workspaceRoot } from './workspace-root.ts'

const { passed, failed, skipped, missing } = countTests(workspaceRoot)
for (const folder of missing) {
  console.error(`${folder} has a test script and left no .turbo/test-report.json: does it use @tenon/vitest?`)
}
console.log(`tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
if (failed > 0 || passed === 0 || missing.length > 0) process.exitCode = 1
