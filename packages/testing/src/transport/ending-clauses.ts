import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'

import type { WireFault } from '../fault-server/wire-faults.ts'
import type { Clause } from '../suite/clause.ts'
import { eventually } from '../suite/eventually.ts'
import { failureOf } from '../suite/failure-of.ts'
import { within } from '../suite/within.ts'
import { onTransport, type TransportBench } from './transport-bench.ts'
import type { TransportFeature, TransportManifest } from './transport-manifest.ts'

const AT_ONCE_MS = 250
const SOON_MS = 1_000

/** Has a call wait in the middle of a fault. */
async function waitIn(bench: TransportBench, fault: WireFault, signal: AbortSignal): Promise<void> {
  await bench.server.use(fault)
  void bench.write({}, { signal })
  await eventually(SOON_MS, 'the request arrives', () => bench.server.requests.length === 1)
  // What the server writes has to arrive, too.
  await delay(20)
}

/** Interruption, lanes and close. */
export function endingClauses(manifest: TransportManifest): Clause<TransportFeature>[] {
  const moments: [string, WireFault][] = [
    ['while it waits for the answer', 'never answers'],
    ['while it waits for the body', 'stalls after headers'],
    ['in the middle of the body', 'stalls in the body'],
    ['while the body drips', 'drips slowly'],
  ]
  return [
    ...moments.map(([moment, fault]) => ({
      name: `a call that is interrupted ${moment} settles at once and leaves no open connection`,
      run: () =>
        onTransport(manifest, async (bench) => {
          const controller = new AbortController()
          await waitIn(bench, fault, controller.signal)
          controller.abort(new Error('enough'))
          const [sent] = bench.sends
          assert.ok(sent)
          const error = await within(AT_ONCE_MS, 'the transport settles', failureOf(sent))
          assert.equal(error.code, 'ABORTED', 'it rejects with why the call was interrupted')
          await eventually(SOON_MS, 'the connection closes', () => bench.server.openConnections === 0)
        }),
    })),
    {
      name: 'a call that is interrupted before anything went out is never sent',
      run: () =>
        onTransport(manifest, async ({ server, sends, write, read }) => {
          const controller = new AbortController()
          const pending = write({}, { signal: controller.signal })
          controller.abort(new Error('enough'))
          const [sent] = sends
          if (sent !== undefined) await within(AT_ONCE_MS, 'the transport settles', failureOf(sent))
          assert.equal((await failureOf(pending)).code, 'ABORTED')
          await read()
          assert.deepEqual(
            server.requests.map(({ path }) => path),
            ['/read'],
          )
        }),
    },
    {
      name: 'a thousand interruptions at random moments leave no connection behind, and the next call is clean',
      run: () =>
        onTransport(manifest, async ({ server, read }) => {
          for (let round = 0; round < 20; round += 1) {
            const calls = Array.from({ length: 50 }, async (_, index) => {
              const controller = new AbortController()
              const pending = read({ signal: controller.signal })
              await delay(index % 5)
              controller.abort(new Error('enough'))
              await pending.catch(() => failureOf(pending))
            })
            await within(SOON_MS, 'a round of calls', Promise.all(calls))
          }
          assert.ok(server.openConnections <= 8, 'no more connections than were allowed')
          assert.deepEqual(await read(), { id: '1' })
        }),
    },
    {
      name: 'a login does not queue behind the calls that wait for it',
      needs: 'login lane',
      run: () =>
        onTransport(
          manifest,
          async ({ server, read, ready }) => {
            await server.use((socket, request) => {
              if (request.path === '/login') socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
            })
            void read()
            await eventually(SOON_MS, 'the call arrives', () => server.requests.length === 1)
            await within(SOON_MS, 'the login', ready())
          },
          { connections: 1 },
        ),
    },
    {
      name: 'close() ends what is under way and every connection',
      run: () =>
        onTransport(manifest, async (bench) => {
          await waitIn(bench, 'never answers', new AbortController().signal)
          const [sent] = bench.sends
          assert.ok(sent)
          const failure = failureOf(sent)
          await within(SOON_MS, 'close()', bench.transport.close())
          await within(AT_ONCE_MS, 'the call under way', failure)
          await eventually(SOON_MS, 'the connections close', () => bench.server.openConnections === 0)
        }),
    },
    {
      name: 'after close() a call fails with a ClosedError, and nothing is sent',
      run: () =>
        onTransport(manifest, async ({ server, transport, read }) => {
          await transport.close()
          assert.equal((await within(SOON_MS, 'the call', failureOf(read()))).code, 'CLOSED')
          assert.equal(server.requests.length, 0)
        }),
    },
    {
      name: 'close() may be called twice',
      run: () =>
        onTransport(manifest, async ({ transport, read }) => {
          await read()
          await Promise.all([transport.close(), transport.close()])
          await transport.close()
        }),
    },
  ]
}
