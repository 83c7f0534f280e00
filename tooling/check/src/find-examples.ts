import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { examplesInComments } from './examples-in-comments.ts'
import { examplesInMarkdown, type Found } from './examples-in-markdown.ts'

const PAGES = ['*.md', 'docs/**/*.md', '{packages,apps,tooling}/*/README.md']
const SOURCES = ['packages/*/src/**/*.ts']

/** Finds every example of a repository: its pages' and its doc comments'. */
export function findExamples(root: string): Found {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')
  const paths = (patterns: string[]): string[] => globSync(patterns, { cwd: root }).sort()
  const found = [
    ...paths(PAGES).map((path) => examplesInMarkdown(path, read(path))),
    ...paths(SOURCES).map((path) => examplesInComments(path, read(path))),
  ]
  return {
    examples: found.flatMap(({ examples }) => examples),
    ignored: found.reduce((sum, { ignored }) => sum + ignored, 0),
    problems: found.flatMap(({ problems }) => problems),
  }
}
