import { silentLogger } from '@tenon/core'
import { expect, onTestFinished, test } from 'vitest'

import { readCommandLine } from '../../src/command-line.ts'
import { compose, SERVER } from '../../src/compose.ts'
import { openSqliteStorage } from '../../src/store/sqlite/open-sqlite-storage.ts'
import { fakeVendors } from '../../src/vendors/fake-vendors.ts'
import { newState } from '../job/app-process.ts'

async function listenWith(...args: string[]): Promise<string> {
  const state = newState()
  const settings = readCommandLine(['--state', state, ...args])
  const vendors = await fakeVendors(settings, true, false)
  const storage = await openSqliteStorage(state, () => {})
  const scope = compose({ settings, vendors, storage, logger: silentLogger })
  onTestFinished(async () => {
    await scope[Symbol.asyncDispose]()
    await storage[Symbol.asyncDispose]()
    await vendors[Symbol.asyncDispose]()
  })
  return scope.resolve(SERVER).listen()
}

test('callbacks come in on this machine alone, where nothing else was said', async () => {
  expect(new URL(await listenWith()).hostname).toBe('127.0.0.1')
})

test.each([
  ['127.0.0.2', '127.0.0.2'],
  ['0.0.0.0', '0.0.0.0'],
  ['localhost', /^(127\.0\.0\.1|\[::1\])$/],
])('with --host %s callbacks come in there', async (host, expected) => {
  const url = await listenWith('--host', host, '--callback-url', 'https://shop.example')
  expect(new URL(url).hostname).toMatch(expected)
  // It is there, and nothing but the vendors' paths is.
  expect((await fetch(url.replace('0.0.0.0', '127.0.0.1'))).status).toBe(404)
})
