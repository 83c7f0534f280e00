import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { Example } from './example.ts'
import type { Problem } from './problem.ts'
import { workspaceRoot } from './workspace-root.ts'

/** Inside of this package, so that an example resolves what this package depends on. */
const FOLDER = join(workspaceRoot, 'tooling/check/.examples')
const RUN_LIMIT_MS = 60_000
const DIAGNOSTIC = /^(?<path>[^\s(][^(]*)\((?<line>\d+),\d+\): error (?<message>.*)$/

const TSCONFIG = {
  extends: join(workspaceRoot, 'tsconfig.base.json'),
  compilerOptions: {
    noEmit: true,
    customConditions: ['@tenon/source'],
    moduleDetection: 'force',
    // An example shows how to get a value; what a reader does with it is the reader's.
    noUnusedLocals: false,
    noUnusedParameters: false,
  },
  include: ['**/*.ts'],
}

/** Type-checks examples, all in one run of the compiler, and runs those that are to run. */
export function checkExamples(examples: readonly Example[]): Problem[] {
  if (examples.length === 0) return []
  mkdirSync(FOLDER, { recursive: true })
  const folder = mkdtempSync(join(FOLDER, 'run-'))
  try {
    const modules = new Map<string, Example>()
    for (const example of examples) {
      const path = `${example.file.replaceAll('/', '+')}/${example.name ?? `line-${example.line}.ts`}`
      if (modules.has(path)) {
        const { file, line, name } = example
        return [{ file, line, message: `this page has two blocks with file=${name}` }]
      }
      modules.set(path, example)
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), example.code)
    }
    const problems = typeCheck(folder, modules)
    const broken = new Set(problems.map(({ file }) => file))
    for (const [path, example] of modules) {
      if (!example.run || broken.has(example.file)) continue
      const failure = run(folder, path)
      if (failure !== undefined) problems.push({ file: example.file, line: example.line, message: failure })
    }
    return problems
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function typeCheck(folder: string, modules: ReadonlyMap<string, Example>): Problem[] {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG))
  const tsc = join(workspaceRoot, 'node_modules/.bin/tsc')
  const { status, stdout, stderr } = spawnSync(tsc, ['--pretty', 'false'], { cwd: folder, encoding: 'utf8' })
  const problems = stdout.split('\n').flatMap((row): Problem[] => {
    const { path = '', line = '', message = '' } = DIAGNOSTIC.exec(row)?.groups ?? {}
    if (path === '') return []
    const example = modules.get(path)
    return example === undefined
      ? [{ file: path, line: Number(line), message: `not in an example: ${message}` }]
      : [{ file: example.file, line: example.line + Number(line), message }]
  })
  if (status !== 0 && problems.length === 0) throw new Error(`tsc failed: ${stdout}${stderr}`)
  return problems
}

function run(folder: string, path: string): string | undefined {
  const { status, signal, stderr } = spawnSync(process.execPath, ['--conditions=@tenon/source', path], {
    cwd: folder,
    encoding: 'utf8',
    timeout: RUN_LIMIT_MS,
  })
  return status === 0 ? undefined : `it ran and ended with ${status ?? signal}\n${stderr.trim()}`
}
