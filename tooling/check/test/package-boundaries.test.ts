import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { workspaceRoot } from '../src/workspace-root.ts'
import { miniatureWorkspace } from './miniature-workspace.ts'

test('the packages as they are keep to their boundaries', () => {
  using workspace = miniatureWorkspace()
  const result = workspace.boundaries()
  expect(result.status).toBe(0)
  expect(result.says('no issues found')).toBe(true)
})

test.for([
  ['a provider does not depend on another provider', 'packages/hubble', '@tenon/masonhub'],
  ['a provider does not depend on the framework', 'packages/masonhub', '@tenon/tsyringe'],
  ['the framework does not depend on a provider', 'packages/webhooks', '@tenon/hubble'],
  ['core does not depend on the framework', 'packages/core', '@tenon/tsyringe'],
  ['core does not depend on what a fleet adds', 'packages/core', '@tenon/fleet'],
  ['a provider does not depend on a store', 'packages/hubble', '@tenon/redis'],
  ['a store does not depend on a provider', 'packages/postgres', '@tenon/hubble'],
  ['core does not depend on the suites that it passes', 'packages/core', '@tenon/testing'],
  ['the suites do not depend on a provider', 'packages/testing', '@tenon/hubble'],
  ['core does not depend on a provider', 'packages/core', '@tenon/hubble'],
  ['nothing published depends on an app', 'packages/tsyringe', '@tenon/fulfil-and-reward'],
] as const)('%s', ([, folder, dependency]) => {
  using workspace = miniatureWorkspace()
  workspace.depend(folder, dependency)
  const result = workspace.boundaries()
  expect(result.status).toBe(1)
  const dependent = folder.replace('packages', '@tenon')
  const complaint = `Package \`${dependency}\` found without any tag listed in allowlist for \`${dependent}\``
  expect(result.says(complaint)).toBe(true)
})

test('a provider does not reach another provider by way of tooling', () => {
  using workspace = miniatureWorkspace()
  workspace.depend('packages/hubble', '@tenon/fake')
  const result = workspace.boundaries()
  expect(result.status).toBe(1)
  expect(
    result.says('Package `@tenon/masonhub` found without any tag listed in allowlist for `@tenon/hubble`'),
  ).toBe(true)
})

test('tooling does not depend on an app', () => {
  using workspace = miniatureWorkspace()
  workspace.depend('tooling/bench', '@tenon/fulfil-and-reward')
  const result = workspace.boundaries()
  expect(result.status).toBe(1)
  expect(
    result.says(
      'Package `@tenon/fulfil-and-reward` found with tag listed in denylist for `@tenon/bench`: `app`',
    ),
  ).toBe(true)
})

test.for([
  [
    'a package imports nothing that it does not declare',
    `export * from '@tenon/masonhub'`,
    'cannot import package `@tenon/masonhub` because it is not a dependency',
  ],
  [
    'a package does not import what it does not declare while it runs',
    `export const load = () => import('pino')`,
    'cannot import package `pino` because it is not a dependency',
  ],
  [
    'a package does not import the files of another one',
    `export * from '../../core/src/index.ts'`,
    'import `../../core/src/index.ts` leaves the package',
  ],
] as const)('%s', ([, code, complaint]) => {
  using workspace = miniatureWorkspace()
  workspace.write('packages/hubble/src/violation.ts', `${code}\n`)
  const result = workspace.boundaries()
  expect(result.status).toBe(1)
  expect(result.says(complaint)).toBe(true)
})

test('every package has one tag, and what the tag may do is written down', () => {
  const read = (path: string): string => readFileSync(join(workspaceRoot, path), 'utf8')
  const root = JSON.parse(read('turbo.json')) as { boundaries: { tags: object } }
  const known = Object.keys(root.boundaries.tags)
  for (const manifest of globSync('{packages,apps,tooling}/*/package.json', { cwd: workspaceRoot })) {
    const { tags } = JSON.parse(read(manifest.replace('package.json', 'turbo.json'))) as { tags: string[] }
    expect({ manifest, tags }).toEqual({ manifest, tags: [expect.toBeOneOf(known)] })
  }
})
