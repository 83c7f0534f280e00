import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CORE = fileURLToPath(new URL('../../../../packages/core', import.meta.url))

/** Has `dist` made as it is published: an old one would tell the time of an old version. */
export function buildCore(): void {
  const { status, error } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: CORE,
    // stdout is for the result.
    stdio: ['ignore', process.stderr, process.stderr],
  })
  if (error !== undefined) throw new Error('npm cannot be started', { cause: error })
  if (status !== 0) throw new Error('@tenon/core does not build: npm run check says why')
}
