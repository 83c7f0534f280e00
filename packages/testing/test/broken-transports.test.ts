import {
  createUndiciTransport,
  TenonError,
  type Call,
  type HttpRequest,
  type HttpResponse,
  type Transport,
} from '@tenon/core'
import { expect, test } from 'vitest'

import { transportSuite, type TransportSettings } from '../src/index.ts'
import { brokenCases } from './support/broken-cases.ts'

type Sending = (send: Transport['send'], request: HttpRequest, call: Call) => Promise<HttpResponse>

/** The undici transport, with something wrong about how it sends. */
function sending(wrong: Sending): (settings: TransportSettings) => Transport {
  return (settings) => {
    const transport = createUndiciTransport(settings)
    return {
      send: (request, call) => wrong((...parts) => transport.send(...parts), request, call),
      close: () => transport.close(),
    }
  }
}

const gets = (server: string): string =>
  `a server that ${server} gets a typed error, and the next call is clean`

const found = (create: (settings: TransportSettings) => Transport): Promise<string[]> =>
  brokenCases(transportSuite({ create }))

test('a transport that takes what was cut off for the whole is found', async () => {
  const create = sending(async (send, request, call) => {
    try {
      return await send(request, call)
    } catch (error) {
      if (call.interruption !== undefined || !String(error).includes('broke')) throw error
      return { status: 200, headers: {}, body: Buffer.from('{"id":"cut"}') }
    }
  })
  const names = await found(create)
  expect(names).toEqual(
    expect.arrayContaining([
      gets('closes in the middle of a body with a length'),
      gets('closes in the middle of a chunked body'),
      gets('resets the connection'),
    ]),
  )
  expect(names).not.toContain(gets('never answers'))
})

test('a transport that sends a write again by itself is found', async () => {
  const create = sending((send, request, call) =>
    send(request, call).catch((error: unknown) => {
      if (call.interruption !== undefined) throw error
      return send(request, call)
    }),
  )
  expect(await found(create)).toEqual(
    expect.arrayContaining([
      gets('closes without an answer'),
      gets('closes in the middle of a chunked body'),
    ]),
  )
})

test('a transport that follows redirects is found', async () => {
  const create = sending(async (send, request, call) => {
    let response = await send(request, call)
    for (let hops = 0; response.status === 302 && hops < 3; hops += 1)
      response = await send({ ...request, path: String(response.headers['location']) }, call)
    return response
  })
  expect(await found(create)).toEqual([gets('redirects to itself')])
})

test('a transport that does not hear an interruption is found', async () => {
  const create = sending(async (send, request, call) => {
    try {
      return await send(request, call)
    } catch (error) {
      if (call.interruption !== undefined) await new Promise(() => {})
      throw error
    }
  })
  expect(await found(create)).toEqual(
    expect.arrayContaining([
      'a call that is interrupted in the middle of the body settles at once and leaves no open connection',
      'a call that is interrupted before anything went out is never sent',
    ]),
  )
})

test('a transport that marks as sent what did not go out is found', async () => {
  const create = sending((send, request, call) => {
    const sent = send(request, call)
    if (call.attempt !== undefined) call.attempt.sent = true
    return sent
  })
  expect(await found(create)).toEqual(
    expect.arrayContaining([
      'a refused connection was not sent, and the next call is clean',
      'a request that queues for a connection is not marked as sent, and does not go out after its end',
    ]),
  )
})

test('a transport that fails with errors of its own is found', async () => {
  const create = sending((send, request, call) =>
    send(request, call).catch((error: unknown) => {
      throw TenonError.isInstance(error) ? new Error('oops', { cause: error }) : error
    }),
  )
  expect((await found(create)).length).toBeGreaterThan(10)
})

test('a transport with one lane is found, or says why in its manifest', async () => {
  const oneLane = (settings: TransportSettings): Transport => {
    const transport = createUndiciTransport(settings)
    const toCalls = (call: Call): Call =>
      call.lane === 'calls'
        ? call
        : new Proxy(call, {
            get: (target, name) => {
              if (name === 'lane') return 'calls'
              const value: unknown = Reflect.get(target, name, target)
              return typeof value === 'function' ? value.bind(target) : value
            },
          })
    return {
      send: (request, call) => transport.send(request, toCalls(call)),
      close: () => transport.close(),
    }
  }
  const name = 'a login does not queue behind the calls that wait for it'
  expect(await found(oneLane)).toEqual([name])

  const suite = transportSuite({ create: oneLane, lacks: { 'login lane': 'one connection is all there is' } })
  const skipped = suite.filter(({ skip }) => skip !== undefined)
  expect(skipped).toMatchObject([
    { name: `${name} (left out: one connection is all there is)`, skip: 'one connection is all there is' },
  ])
})

test('a transport that does not close is found', async () => {
  const create = (settings: TransportSettings): Transport => {
    const transport = createUndiciTransport(settings)
    return { send: (request, call) => transport.send(request, call), close: () => Promise.resolve() }
  }
  const names = await found(create)
  expect(names).toEqual([
    'close() ends what is under way and every connection',
    'after close() a call fails with a ClosedError, and nothing is sent',
  ])
})

test('a transport without a cap is found', async () => {
  const create = ({ connections }: TransportSettings): Transport =>
    createUndiciTransport({ connections, maxResponseBytes: 128 * 1024 * 1024 })
  expect(await found(create)).toEqual([
    gets('sends a gigabyte'),
    gets('sends a small body that inflates to 64 MiB'),
  ])
})
