import { writeFile, rm, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'

import { expect, test } from 'vitest'

import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import { scrub } from '../../src/secret/scrubber.ts'
import { createSecretReader, type SecretSource } from '../../src/secret/secret-reader.ts'
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

test('an empty secret is none, nor is what is no text', () => {
  expect(() => new Secret('')).toThrow('not empty')
  expect(() => new Secret(5 as unknown as string)).toThrow('must be a string')
})

test('a secret of another copy of the package is one too', () => {
  expect(Secret.isInstance(new Secret('hush'))).toBe(true)
  expect(Reflect.get(new Secret('hush'), Symbol.for('tenon.secret'))).toBe(true)
  expect(Secret.isInstance({ [Symbol.for('tenon.secret')]: true })).toBe(true)
  for (const other of ['hush', null, undefined, {}, () => 'hush'])
    expect(Secret.isInstance(other)).toBe(false)
})

/** What reading a source comes to, whether it throws at once or later. */
async function read(source: unknown): Promise<unknown> {
  try {
    return await createSecretReader(source as SecretSource, 'auth.token', createVirtualClock())()
  } catch (error) {
    return error
  }
}

test.each<[string, unknown]>([
  ['missing', undefined],
  ['missing', {}],
  ['missing', { file: '' }],
  ['missing', { file: 5 }],
  ['empty', ' '],
  ['empty', new Secret(' ')],
  ['empty', () => ''],
  ['empty', () => undefined],
  ['empty', () => null],
  ['empty', () => Promise.resolve(5)],
])('an option is said to be %s when it is %j', async (what, source) => {
  const error = await read(source)
  expect(error).toBeInstanceOf(ConfigurationError)
  expect(error).toMatchObject({ message: `option "auth.token" is ${what}`, option: 'auth.token' })
})

const given = new Secret('a given secret')

test.each<[string, SecretSource]>([
  ['a text', 'a given secret'],
  ['a Secret', given],
  ['a function', () => 'a given secret'],
  ['a function of a Secret', () => given],
  ['a function of a promise', () => Promise.resolve('a given secret')],
  ['a function of a promise of a Secret', () => Promise.resolve(given)],
])('is read from %s, and no longer shown from then on', async (_, source) => {
  const secret = (await read(source)) as Secret
  expect(secret).toBeInstanceOf(Secret)
  expect(secret.reveal()).toBe('a given secret')
  expect(scrub('with a given secret')).toBe('with [redacted]')
})

test('a value is read without waiting, and stays the same Secret', () => {
  const clock = createVirtualClock()
  const fromText = createSecretReader('a text to read', 'auth.token', clock)
  expect(fromText()).toBeInstanceOf(Secret)
  expect(fromText()).toBe(fromText())
  expect(createSecretReader(given, 'auth.token', clock)()).toBe(given)
  expect(createSecretReader(() => 'at once', 'auth.token', clock)()).toBeInstanceOf(Secret)
})

test('of a credential that is rotated often the older values are forgotten, and the one in use is not', async () => {
  let round = 0
  const next = createSecretReader(() => `rotated credential ${round}.`, 'auth.token', createVirtualClock())
  for (; round < 150; round += 1) await next()
  const known = Array.from(
    { length: 150 },
    (_, number) => scrub(`rotated credential ${number}.`) === '[redacted]',
  )
  expect(known.indexOf(true)).toBe(49)
  expect(known.lastIndexOf(false)).toBe(48)
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
  await expect(Promise.resolve(read())).rejects.toMatchObject({
    message: `the file of option "auth.token" cannot be read: ${file}`,
    option: 'auth.token',
    cause: { code: 'ENOENT' },
  })
  await writeFile(file, '\n')
  await expect(Promise.resolve(read())).rejects.toMatchObject({
    message: 'option "auth.token" is empty',
    option: 'auth.token',
  })
  await writeFile(file, 'one\n')
  const reading = read()
  expect(read()).toBe(reading)
  expect((await reading).reveal()).toBe('one')
  expect(read()).toBeInstanceOf(Secret)
  await clock.advance(4_999)
  await writeFile(file, 'two\n')
  expect((await read()).reveal()).toBe('one')
  await clock.advance(1)
  expect((await read()).reveal()).toBe('two')
  await rm(folder, { recursive: true })
  await clock.advance(5_000)
  expect((await read()).reveal()).toBe('two')
})
