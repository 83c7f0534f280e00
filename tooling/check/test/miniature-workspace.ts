import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { workspaceRoot } from '../src/workspace-root.ts'

interface Miniature {
  /** Writes a file, by its path from the root. */
  write(path: string, content: string): void
  /** Adds a dependency on a workspace package to the package in a folder. */
  depend(folder: string, name: string): void
  /** Runs `turbo boundaries`; `says` looks for a sentence in what it printed. */
  boundaries(): { status: number | null; says(sentence: string): boolean }
  [Symbol.dispose](): void
}

/** This workspace's manifests and turbo configuration in a temporary folder, with one empty file a package. */
export function miniatureWorkspace(): Miniature {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-workspace-'))
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const patterns = ['turbo.json', 'package.json', 'pnpm-workspace.yaml', 'tsconfig.base.json']
  const manifests = '{packages,apps,tooling}/*/{package,turbo}.json'
  for (const path of globSync([...patterns, manifests], { cwd: workspaceRoot })) {
    cpSync(join(workspaceRoot, path), join(folder, path))
    if (path.endsWith('/package.json')) write(join(dirname(path), 'src/index.ts'), 'export const one = 1\n')
  }
  return {
    write,
    depend(owner, name) {
      const path = join(owner, 'package.json')
      const manifest = JSON.parse(readFileSync(join(folder, path), 'utf8')) as Record<string, object>
      const devDependencies = { ...manifest['devDependencies'], [name]: 'workspace:*' }
      write(path, JSON.stringify({ ...manifest, devDependencies }))
    },
    boundaries() {
      const { status, stdout, stderr } = spawnSync(
        join(workspaceRoot, 'node_modules/.bin/turbo'),
        ['boundaries', '--no-color'],
        { cwd: folder, encoding: 'utf8', env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' } },
      )
      // turbo breaks its lines, inside of names too, to the width of a terminal that is not there.
      const unbroken = (text: string): string => text.replaceAll(/[\s|]/g, '')
      const printed = unbroken(stdout + stderr)
      return { status, says: (sentence) => printed.includes(unbroken(sentence)) }
    },
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true })
    },
  }
}
