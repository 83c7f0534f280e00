import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

test.each([
  ['no scenario, and names those that there are', [], 'fleet|inbox|orders'],
  ['a scenario that there is not', ['constructor'], 'fleet, inbox, orders'],
  ['an unknown option', ['orders', '--nonsense'], '--nonsense'],
  [
    'restarts of a scenario that has none',
    ['orders', '--restarts', '1'],
    '--restarts means nothing beside orders',
  ],
])(
  'refuses %s, and says where to read on',
  (_, args, expected) => {
    const { status, stderr } = spawnSync(process.execPath, ['--conditions=@tenon/source', main, ...args], {
      encoding: 'utf8',
      timeout: 30_000,
    })
    expect(stderr).toContain(expected)
    expect(stderr).toContain('npm run chaos -- --help')
    expect(status).toBe(2)
  },
  60_000,
)
