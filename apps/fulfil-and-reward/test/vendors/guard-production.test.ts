import { writeFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import type { Environment } from '../../src/environment.ts'
import { samplePath } from '../../src/sample-path.ts'
import type { Settings } from '../../src/settings.ts'
import { guardProduction } from '../../src/vendors/guard-production.ts'
import { newState } from '../job/app-process.ts'

const sandbox: Environment = {
  MASONHUB_ENVIRONMENT: 'sandbox',
  MASONHUB_ACCOUNT: 'acme',
  HUBBLE_ENVIRONMENT: 'staging',
  HUBBLE_CLIENT_ID: 'client',
}

function guard(more: Partial<Environment>, input = samplePath, yes = true): Promise<void> {
  return guardProduction({ ...sandbox, ...more }, input, { yes } as Settings)
}

test.each<[string, Partial<Environment>]>([
  ['MASONHUB_ENVIRONMENT', { MASONHUB_ENVIRONMENT: 'production' }],
  ['HUBBLE_ENVIRONMENT', { HUBBLE_ENVIRONMENT: 'production', HUBBLE_BASE_URL: 'http://127.0.0.1:8102' }],
  ['MASONHUB_BASE_URL', { MASONHUB_BASE_URL: 'https://app.masonhub.co' }],
  ['MASONHUB_BASE_URL', { MASONHUB_BASE_URL: 'https://APP.masonhub.co.:443' }],
  ['HUBBLE_BASE_URL', { HUBBLE_BASE_URL: 'https://api.myhubble.money' }],
  ['HUBBLE_BASE_URL', { HUBBLE_BASE_URL: 'https://gateway.shop.example' }],
  ['HUBBLE_BASE_URL', { HUBBLE_BASE_URL: 'https://127.0.0.1.shop.example' }],
  ['HUBBLE_BASE_URL', { HUBBLE_BASE_URL: 'https://localhost@api.myhubble.money' }],
  ['HUBBLE_BASE_URL', { HUBBLE_BASE_URL: 'no URL' }],
])('the sample does not get past %s, whatever the environment is called: %o', async (name, more) => {
  await expect(guard(more)).rejects.toThrow(`the sample is not sent to production: ${name} is`)
})

test('a base URL that may be production needs a yes for any other file as well', async () => {
  const input = `${newState()}.csv`
  writeFileSync(input, 'Name,Email\n')
  const more = { MASONHUB_BASE_URL: 'https://app.masonhub.co' }
  await expect(guard(more, input, false)).rejects.toThrow('--yes')
  await guard(more, input)
})

test.each<Partial<Environment>>([
  {},
  { MASONHUB_BASE_URL: 'http://127.0.0.1:8101', HUBBLE_BASE_URL: 'http://localhost:8102' },
  { MASONHUB_BASE_URL: 'http://[::1]:8101', HUBBLE_BASE_URL: 'http://127.1.2.3' },
])('the sample may go to a sandbox, and to stand-ins on this machine: %o', async (more) => {
  await expect(guard(more, samplePath, false)).resolves.toBeUndefined()
})
