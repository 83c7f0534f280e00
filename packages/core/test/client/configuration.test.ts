import { expect, test } from 'vitest'

import { createClient } from '../../src/client/create-client.ts'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import { createThings, things } from '../support/things.ts'

function problem(make: () => unknown): ConfigurationError {
  let thrown: unknown
  try {
    make()
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(ConfigurationError)
  return thrown as ConfigurationError
}

test.each([
  ['http://things.example', 'https'],
  ['ftp://things.example', 'https'],
  ['https://user:pass@things.example', 'credentials'],
  ['https://things.example/path', 'path'],
  ['https://things.example?query=1', 'query'],
  ['things.example', 'URL'],
])('base URL %s is refused', (baseUrl, reason) => {
  const error = problem(() => createThings(baseUrl))
  expect(error.option).toBe('baseUrl')
  expect(error.message).toContain(reason)
})

test('http to loopback needs to be asked for', () => {
  const error = problem(() => createClient(things, { baseUrl: 'http://127.0.0.1:1', secret: 'x' }))
  expect(error.message).toContain('allowLoopback')
})

test('an unknown option is named', () => {
  const options = { baseUrl: 'https://things.example', secret: 'x', colour: 'blue' }
  expect(problem(() => createClient(things, options))).toMatchObject({ option: 'colour' })
})

test('an error names the option and the environment variable', () => {
  const error = problem(() => createClient(things, { baseUrl: 'https://things.example', secret: '' }))
  expect(error).toMatchObject({ option: 'secret', variable: 'THINGS_SECRET' })
  expect(error.message).toBe(
    'things: option "secret": is empty. Set it where the client is made; applications read it from THINGS_SECRET',
  )
})
