import { z } from 'zod'

import type { AuthStrategy } from '../../src/auth/auth-strategy.ts'
import { staticCredential } from '../../src/auth/static-credential.ts'
import type { CallRecord } from '../../src/call/call-record.ts'
import type { ClientOptions } from '../../src/client/client-options.ts'
import { createClient } from '../../src/client/create-client.ts'
import { defineOperation } from '../../src/declare/operation.ts'
import { defineProvider } from '../../src/declare/provider.ts'
import { byteStream, rawBody } from '../../src/declare/raw-body.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'
import type { HttpRequest, HttpResponse } from '../../src/transport/transport.ts'

/** A status, a whole answer, or what the transport fails with. */
export type Scripted = number | Partial<HttpResponse> | ((call: CallRecord) => Error)

export interface Script extends Omit<ClientOptions, 'transport' | 'random' | 'clock'> {
  /** What the vendor answers, in order; the last one again and again. */
  readonly answers: readonly Scripted[]
  /** Milliseconds until an answer is there. Default 0: at once, without a timer. */
  readonly answerMs?: number
  /** What every random number is. Default 0: nothing waits for longer than it must. */
  readonly fraction?: number
  /** Default: a static credential. */
  readonly auth?: AuthStrategy
}

export interface Sent extends HttpRequest {
  /** When, on the virtual clock, which begins at 0. */
  readonly at: number
}

/** A client on a virtual clock, with chosen random numbers, of a vendor that keeps to a script: all times are exact. */
export function startScripted({ answers, answerMs = 0, fraction = 0, auth, ...options }: Script) {
  const clock = createVirtualClock()
  const sent: Sent[] = []
  const lines: (Record<string, unknown> & { readonly message: string })[] = []
  const log = (fields: object, message: string): void => void lines.push({ ...fields, message })
  let uuids = 0
  const provider = defineProvider({
    name: 'scripted',
    specVersion: 'v1',
    config: z.strictObject({ account: z.string() }),
    environment: {},
    origin: () => 'https://vendor.example',
    auth: (_config, kit) => auth ?? staticCredential({ secret: 'a-static-token', clock: kit.clock }),
    operations: {
      read: defineOperation({ id: 'read', method: 'GET', path: '/things' }),
      write: defineOperation({ id: 'write', method: 'POST', path: '/things' }),
      order: defineOperation({ id: 'order', method: 'POST', path: '/orders', retryWhenRateLimited: true }),
      search: defineOperation({ id: 'search', method: 'GET', path: '/search', bucket: 'search' }),
      download: defineOperation({ id: 'download', method: 'GET', path: '/file', response: byteStream }),
      upload: defineOperation({
        id: 'upload',
        method: 'PUT',
        path: '/file',
        body: rawBody('text/csv'),
        idempotent: true,
      }),
    },
  })
  const client = createClient(provider, {
    account: 'one',
    clock,
    random: { fraction: () => fraction, uuid: () => `uuid-${(uuids += 1)}` },
    logger: { debug: log, info: log, warn: log, error: log },
    transport: {
      async send(request, call) {
        const answer = answers[Math.min(sent.length, answers.length - 1)] as Scripted
        sent.push({ ...request, at: clock.monotonic() })
        if (answerMs > 0) await call.wait(answerMs, 'headers')
        if (typeof answer === 'function') throw answer(call)
        const given = typeof answer === 'number' ? { status: answer } : answer
        return { status: 200, headers: {}, body: Buffer.from('{}'), ...given }
      },
      close: () => Promise.resolve(),
    },
    ...options,
  })
  return { client, methods: client.methods, clock, sent, lines }
}
