import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { workspaceRoot } from '../src/workspace-root.ts'

interface LintReport {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[]
}

/**
 * Lints files in a temporary copy of the repository's layout, with the repository's own configuration, in one
 * run. Returns the codes of the rules that fired, by path; a path without an entry is clean.
 */
export function lint(files: ReadonlyMap<string, string>): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-lint-'))
  try {
    for (const path of ['.oxlintrc.json', 'tsconfig.base.json', 'tooling/check/src/lint-plugin.ts']) {
      cpSync(join(workspaceRoot, path), join(folder, path))
    }
    for (const [path, code] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), `${code}\n`)
    }
    const { stdout, stderr } = spawnSync(
      join(workspaceRoot, 'node_modules/.bin/oxlint'),
      ['--format=json', 'packages', 'apps'],
      { cwd: folder, encoding: 'utf8' },
    )
    // A configuration that oxlint refuses is told in words, on either stream.
    if (!stdout.startsWith('{')) throw new Error(`oxlint did not lint: ${stdout}${stderr}`)
    const codes = new Map<string, string[]>()
    for (const { code, filename } of (JSON.parse(stdout) as LintReport).diagnostics) {
      codes.set(filename, [...(codes.get(filename) ?? []), code])
    }
    return codes
  } finally {
    rmSync(folder, { recursive: true })
  }
}
