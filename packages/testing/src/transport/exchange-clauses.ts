import assert from 'node:assert/strict'

import { ConnectionError } from '@tenon/core'

import type { Clause } from '../suite/clause.ts'
import { eventually } from '../suite/eventually.ts'
import { failureOf } from '../suite/failure-of.ts'
import { within } from '../suite/within.ts'
import { onTransport } from './transport-bench.ts'
import type { TransportFeature, TransportManifest } from './transport-manifest.ts'

const SOON_MS = 1_000

/** What goes out and comes in, and what is known of it. */
export function exchangeClauses(manifest: TransportManifest): Clause<TransportFeature>[] {
  return [
    {
      name: 'method, path, headers and body reach the server as they are',
      run: () =>
        onTransport(manifest, async ({ server, write }) => {
          await server.use('echoes')
          const pending = write({ text: 'é\u0000' })
          await pending
          const [request] = server.requests
          assert.equal(request?.method, 'POST')
          assert.equal(request?.path, '/write')
          assert.deepEqual(JSON.parse(request?.body ?? ''), { text: 'é\u0000' })
          assert.equal(request?.headers['content-type'], 'application/json')
          assert.equal(request?.headers['x-request-id'], pending.call.attempts[0]?.requestId)
        }),
    },
    {
      name: 'the answer comes back with its status, headers in lower case and every byte of the body',
      run: () =>
        onTransport(manifest, async ({ server, read, sends }) => {
          const bytes = Buffer.from(Uint8Array.from({ length: 256 }, (_, index) => index))
          await server.use((socket) => {
            const framed = ['6', bytes.subarray(0, 6), 'fa', bytes.subarray(6), '0', ''].flatMap((part) => [
              Buffer.from(part),
              Buffer.from('\r\n'),
            ])
            const head = 'HTTP/1.1 418 Teapot\r\nX-Mixed-Case: Value\r\ntransfer-encoding: chunked\r\n\r\n'
            socket.write(Buffer.concat([Buffer.from(head), ...framed]))
          })
          assert.equal((await failureOf(read())).status, 418)
          const response = await sends[0]
          assert.equal(response?.status, 418)
          assert.equal(response?.headers['x-mixed-case'], 'Value')
          assert.deepEqual(Buffer.from(response?.body ?? []), bytes)
        }),
    },
    {
      name: 'a refused connection was not sent, and the next call is clean',
      run: () =>
        onTransport(manifest, async ({ server, write }) => {
          await server.use('refused')
          const pending = write({})
          const error = await within(SOON_MS * 2, 'the call fails', failureOf(pending))
          assert.ok(ConnectionError.isInstance(error), `the error is ${error.code}, not CONNECTION`)
          assert.equal(error.sent, 'no')
          assert.equal(pending.call.attempts[0]?.sent, false)
          await server.use('healthy')
          assert.deepEqual(await write({}), { id: '1' })
        }),
    },
    {
      name: 'a request that queues for a connection is not marked as sent, and does not go out after its end',
      run: () =>
        onTransport(
          manifest,
          async ({ server, write }) => {
            await server.use('never answers')
            const first = write({ name: 'first' }, { timeoutMs: 400 })
            await eventually(SOON_MS, 'the first request arrives', () => server.requests.length === 1)
            const queued = write({ name: 'queued' }, { timeoutMs: 100 })
            assert.equal((await failureOf(queued)).code, 'TIMEOUT')
            assert.equal(queued.call.attempts[0]?.sent, false, 'the attempt was not sent')
            await failureOf(first)
            await server.use('healthy')
            await write({ name: 'last' })
            const names = server.requests.map(({ body }) => (JSON.parse(body) as { name: string }).name)
            assert.deepEqual(names, ['first', 'last'])
          },
          { connections: 1 },
        ),
    },
    {
      name: 'a server that sends 200 interim answers before the real one is answered by the real one',
      run: () =>
        onTransport(manifest, async ({ server, read }) => {
          await server.use('1xx flood')
          assert.deepEqual(await read(), { id: '1' })
        }),
    },
    {
      name: 'a second answer behind the first is never taken for that of the next call',
      run: () =>
        onTransport(
          manifest,
          async ({ server, read }) => {
            await server.use('smuggled answer')
            await read().catch(failureOf)
            await server.use('healthy')
            for (let call = 0; call < 5; call += 1) assert.deepEqual(await read(), { id: '1' })
          },
          { connections: 1 },
        ),
    },
    {
      name: 'a body that is compressed twice is read',
      needs: 'decompression',
      run: () =>
        onTransport(manifest, async ({ server, read }) => {
          await server.use('nested gzip')
          assert.deepEqual(await read(), { id: '1' })
        }),
    },
    {
      name: 'a server that closes after each answer: no write goes out twice, and a failure says that it may have happened',
      run: () =>
        onTransport(manifest, async ({ server, write }) => {
          await server.use('closes after the answer')
          let failures = 0
          for (let call = 0; call < 100; call += 1) {
            const pending = write({})
            await pending.catch(async () => {
              const error = await failureOf(pending)
              failures += 1
              assert.ok(ConnectionError.isInstance(error), `the error is ${error.code}, not CONNECTION`)
            })
          }
          assert.ok(server.requests.length <= 100, 'no write goes out twice')
          assert.ok(server.requests.length >= 100 - failures)
        }),
    },
    {
      name: 'a server that does not speak TLS is a TlsError, and gets nothing of the request',
      needs: 'tls',
      run: () =>
        onTransport(
          manifest,
          async ({ server, write }) => {
            assert.equal((await failureOf(write({}))).code, 'TLS')
            assert.equal(server.requests.length, 0)
          },
          { scheme: 'https' },
        ),
    },
  ]
}
