import { writeFile, rm, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'

import { expect, test } from 'vitest'

import { createSecretReader } from '../../src/secret/secret-reader.ts'
import { Secret } from '../../src/secret/secret.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'

test('a secret shows only through reveal', () => {
  const secret = new Secret('hush')
  const shown = [
    'secret: '.concat(secret as unknown as string),
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true }),
    String(secret),
  ]
  for (const text of shown) {
    expect(text).not.toContain('hush')
    expect(text).toContain('[redacted]')
  }
  expect(secret.reveal()).toBe('hush')
})

test('secrets are compared by value, whatever their lengths', () => {
  const secret = new Secret('hush')
  expect(secret.matches('hush')).toBe(true)
  expect(secret.matches(new Secret('hush'))).toBe(true)
  expect(secret.matches('hush!')).toBe(false)
  expect(secret.matches('')).toBe(false)
})

test('an empty secret is none', () => {
  expect(() => new Secret('')).toThrow('not empty')
  expect(() => createSecretReader(' ', 'auth.token', createVirtualClock())).toThrow(
    'option "auth.token" is empty',
  )
})

test('a function is asked for every use, and the same value stays the same secret', async () => {
  let value = 'one'
  const read = createSecretReader(() => value, 'auth.token', createVirtualClock())
  const first = await read()
  expect(await read()).toBe(first)
  value = 'two'
  expect((await read()).reveal()).toBe('two')
})

test('a file is read again after five seconds, and a moment without it is survived', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tenon-'))
  const file = join(folder, 'token')
  const clock = createVirtualClock()
  const read = createSecretReader({ file }, 'auth.token', clock)
  await expect(Promise.resolve(read())).rejects.toThrow('the file of option "auth.token" cannot be read')
  await writeFile(file, 'one\n')
  expect((await read()).reveal()).toBe('one')
  await writeFile(file, 'two\n')
  expect((await read()).reveal()).toBe('one')
  await clock.advance(5_000)
  expect((await read()).reveal()).toBe('two')
  await rm(folder, { recursive: true })
  await clock.advance(5_000)
  expect((await read()).reveal()).toBe('two')
})
