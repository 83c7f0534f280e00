import { checkExamples } from './check-examples.ts'
import { findExamples } from './find-examples.ts'
import { workspaceRoot } from './workspace-root.ts'

const { examples, ignored, problems: found } = findExamples(workspaceRoot)
const problems = [...found, ...checkExamples(examples)]
for (const { file, line, message } of problems) console.error(`${file}:${line}: ${message}`)

const ran = examples.filter(({ run }) => run).length
const counts = [`${examples.length} compiled`, `${ran} ran`]
if (ignored > 0) counts.push(`${ignored} ignored`)
if (problems.length > 0) counts.push(`${problems.length} wrong`)
console.log(`docs examples: ${counts.join(', ')}`)
if (problems.length > 0) process.exitCode = 1
