import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface ImportCost {
  readonly ms: number
  readonly cpuMs: number
}

const SCRIPT = `
const cpuBefore = process.cpuUsage()
const startedAt = performance.now()
await import(process.argv[1])
const ms = performance.now() - startedAt
const { user, system } = process.cpuUsage(cpuBefore)
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000 }))`

/** Imports a package in a fresh process, as a user's program does: from `dist`, without a compile cache. */
export async function measureImport(name: string): Promise<ImportCost> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', SCRIPT, name],
    // A script from the command line resolves from the working folder: here, from this package.
    {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { ...process.env, NODE_OPTIONS: '', NODE_DISABLE_COMPILE_CACHE: '1' },
    },
  )
  return JSON.parse(stdout) as ImportCost
}
