import assert from 'node:assert/strict'

import type { Clause } from '../suite/clause.ts'
import { eventually } from '../suite/eventually.ts'
import { failureOf } from '../suite/failure-of.ts'
import { within } from '../suite/within.ts'
import { onTransport } from './transport-bench.ts'
import type { TransportFeature, TransportManifest } from './transport-manifest.ts'

const SOON_MS = 1_000

async function collect(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** Bodies that are handed on while they arrive, or sent while they are made. */
export function streamClauses(manifest: TransportManifest): Clause<TransportFeature>[] {
  const clauses: Omit<Clause<TransportFeature>, 'needs'>[] = [
    {
      name: 'a streamed answer is there before its body has ended',
      run: () =>
        onTransport(manifest, async ({ server, stream }) => {
          await server.use('stalls in the body')
          const reader = (await within(SOON_MS, 'the answer', stream()))[Symbol.asyncIterator]()
          const first = await within(SOON_MS, 'the first bytes', reader.next())
          assert.equal(first.done, false)
          await reader.return?.()
          await eventually(SOON_MS, 'the connection closes', () => server.openConnections === 0)
        }),
    },
    {
      name: 'a streamed answer is whole',
      run: () =>
        onTransport(manifest, async ({ stream }) => {
          assert.equal(await collect(await stream()), '{"id":"1"}')
        }),
    },
    {
      name: 'a streamed answer that stalls ends at the deadline of its call',
      run: () =>
        onTransport(manifest, async ({ server, stream }) => {
          await server.use('stalls in the body')
          const reading = collect(await stream({ timeoutMs: 200 }))
          assert.equal((await within(SOON_MS, 'the deadline', failureOf(reading))).code, 'TIMEOUT')
          await eventually(SOON_MS, 'the connection closes', () => server.openConnections === 0)
        }),
    },
    {
      name: 'a streamed answer that is cut off is a typed error where it is read',
      run: () =>
        onTransport(manifest, async ({ server, stream }) => {
          await server.use('cuts a body with a length')
          const error = await within(SOON_MS, 'the end', failureOf(stream().then(collect)))
          assert.equal(error.code, 'CONNECTION')
        }),
    },
    {
      name: 'an error status is no stream: its body is read, so that the error can tell',
      run: () =>
        onTransport(manifest, async ({ server, stream, sends }) => {
          await server.use((socket) => {
            socket.write('HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n{}')
          })
          assert.equal((await failureOf(stream())).status, 404)
          assert.equal((await sends[0])?.body.length, 2)
        }),
    },
    {
      name: 'a body that is a stream is sent as it is made',
      run: () =>
        onTransport(manifest, async ({ server, upload }) => {
          await server.use('echoes')
          async function* chunks(): AsyncGenerator<Uint8Array> {
            yield Buffer.from('one ')
            yield Buffer.from('two')
          }
          await upload(chunks())
          await upload(chunks)
          assert.equal(server.requests.length, 2)
          for (const { body } of server.requests) assert.match(body, /one [^]*two/)
        }),
    },
  ]
  return clauses.map((clause) => ({ ...clause, needs: 'streams' }))
}
