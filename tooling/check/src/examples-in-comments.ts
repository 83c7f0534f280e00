import { examplesInMarkdown, type Found } from './examples-in-markdown.ts'
import type { Problem } from './problem.ts'

const BLOCK_TAG = /^\s*@[a-z]/

/** Finds the ```ts blocks in the doc comments of a TypeScript file, and any `@example` that has none. */
export function examplesInComments(file: string, source: string): Found {
  const rows = source.split(/\r?\n/)
  const problems: Problem[] = []
  let inside = false
  // The comments' text on the lines where it stands, and nothing else: a page like any other.
  const page = rows.map((row) => {
    const starts = !inside && row.trimStart().startsWith('/**')
    if (!inside && !starts) return ''
    inside = !row.includes('*/')
    return row.replace(/^\s*(\/\*\*| \*(?!\/)|\*(?!\/)) ?/, '').replace(/\s*\*\/.*$/, '')
  })

  for (const [index, row] of page.entries()) {
    if (!/^\s*@example\b/.test(row)) continue
    const rest = page.slice(index + 1)
    const end = rest.findIndex(
      (next, after) => BLOCK_TAG.test(next) || rows[index + 1 + after]?.includes('*/'),
    )
    const own = end === -1 ? rest : rest.slice(0, end)
    if (own.some((next) => /^\s*```ts\b/.test(next))) continue
    problems.push({ file, line: index + 1, message: '@example without a ```ts block' })
  }

  const found = examplesInMarkdown(file, page.join('\n'))
  return { ...found, problems: [...found.problems, ...problems] }
}
