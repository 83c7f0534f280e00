import { afterEach, beforeEach, expect, test } from 'vitest'

import { createClient } from '../../src/client/create-client.ts'
import { HttpError } from '../../src/errors/http-error.ts'
import { startRawServer, type RawServer } from '../support/raw-server.ts'
import { staticProvider } from '../support/static-provider.ts'
import { startBench } from '../support/things.ts'

const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'] as const
const pristine = Object.getOwnPropertyNames(Object.prototype)

let server: RawServer
beforeEach(async () => {
  server = await startRawServer()
})
afterEach(() => server.close())

test.each(KEYS.slice(0, 3))('a header named %s is a header like others', async (key) => {
  server.answer = (socket) =>
    void socket.write(`HTTP/1.1 200 OK\r\n${key}: one\r\n${key}: two\r\ncontent-length: 2\r\n\r\n{}`)
  const client = createClient(staticProvider, { baseUrl: server.url, allowLoopback: true, timeoutMs: 5_000 })
  const pending = client.methods.get()
  await pending
  expect(Object.entries(pending.call.attempts[0]?.headers ?? {})).toContainEqual([key, ['one', 'two']])
  await client.close()
})

test.each(KEYS)(
  'a vendor that sends %s in an answer or an error changes no object but its own',
  async (key) => {
    const evil = `{"id":"1","${key}":{"polluted":true,"prototype":{"polluted":true}},"data":[{"${key}":{"polluted":true}}]}`
    const bench = await startBench({
      get: () => ({ status: 200, text: evil }),
      create: () => ({ status: 422, text: evil }),
    })
    const thing = await bench.client.methods.things.get({ thingId: '1' })
    expect(Object.getPrototypeOf(thing)).toBe(Object.prototype)
    const error: unknown = await bench.client.methods.things
      .create({ body: { name: 'x' } })
      .catch((problem: unknown) => problem)
    expect(error).toBeInstanceOf(HttpError)
    expect(JSON.stringify(error)).not.toContain('polluted')
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(pristine)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect((error as { polluted?: unknown }).polluted).toBeUndefined()
    await bench.close()
  },
)

test.each(KEYS)('a parameter named %s is refused as unknown', async (key) => {
  const bench = await startBench()
  const input = JSON.parse(`{"thingId":"1","${key}":{"full":true}}`) as { thingId: string }
  const outcome = await bench.client.methods.things.get(input).catch((error: unknown) => error)
  expect(outcome).toMatchObject({ code: 'INVALID_INPUT' })
  expect(bench.fake.requests).toEqual([])
  await bench.close()
})
