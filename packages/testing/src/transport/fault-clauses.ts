import assert from 'node:assert/strict'

import { ConnectionError, TimeoutError, type Phase } from '@tenon/core'

import { wireFaults, type WireFault } from '../fault-server/wire-faults.ts'
import type { Clause } from '../suite/clause.ts'
import { failureOf } from '../suite/failure-of.ts'
import { within } from '../suite/within.ts'
import { onTransport } from './transport-bench.ts'
import type { TransportFeature, TransportManifest } from './transport-manifest.ts'

interface Expected {
  /** The codes that tell the truth about it. */
  readonly codes: readonly string[]
  /** Of a timeout. */
  readonly phase?: Phase
  readonly status?: number
  readonly needs?: TransportFeature
}

const broken: Expected = { codes: ['CONNECTION'] }
const noHttp: Expected = { codes: ['CONNECTION', 'MALFORMED_RESPONSE'] }
const unreadable: Expected = { codes: ['MALFORMED_RESPONSE'] }
const late = (phase: Phase): Expected => ({ codes: ['TIMEOUT'], phase })
const encoded = (code: string): Expected => ({ codes: [code], needs: 'decompression' })

const EXPECTED: { readonly [Fault in WireFault]?: Expected } = {
  'closes without an answer': broken,
  resets: broken,
  'cuts a body with a length': broken,
  'cuts a chunked body': broken,
  'cuts an unframed body': noHttp,
  'two lengths': noHttp,
  'length and chunks': noHttp,
  'garbled status line': noHttp,
  'huge headers': { codes: ['CONNECTION', 'MALFORMED_RESPONSE', 'RESPONSE_TOO_LARGE'] },
  'never answers': late('headers'),
  'goes silent': late('headers'),
  'stalls after headers': late('body'),
  'stalls in the body': late('body'),
  'drips slowly': late('body'),
  'too large': { codes: ['RESPONSE_TOO_LARGE'] },
  'gzip bomb': encoded('RESPONSE_TOO_LARGE'),
  'lying encoding': encoded('MALFORMED_RESPONSE'),
  'unknown encoding': encoded('MALFORMED_RESPONSE'),
  'invalid UTF-8': unreadable,
  'UTF-16': unreadable,
  'HTML page': { codes: ['HTTP'], status: 502 },
  'empty body': { codes: ['RESPONSE_SCHEMA'], status: 200 },
  redirect: { codes: ['HTTP'], status: 302 },
}

const TIMEOUT_MS = 250
const SLACK_MS = 1_000
/** Of an answer without end: the cap, and what the sockets of both sides hold. */
const MOST_BYTES = 32 * 1024 * 1024

/** A write meets each fault: the error tells what is known, nothing is sent twice, and the next call is clean. */
export function faultClauses(manifest: TransportManifest): Clause<TransportFeature>[] {
  return Object.entries(EXPECTED).map(([name, expected]) => {
    const fault = name as keyof typeof wireFaults
    return {
      name: `a server that ${wireFaults[fault].says} gets a typed error, and the next call is clean`,
      ...(expected.needs !== undefined && { needs: expected.needs }),
      run: () => meet(manifest, fault, expected),
    }
  })
}

function meet(
  manifest: TransportManifest,
  fault: WireFault,
  { codes, phase, status }: Expected,
): Promise<void> {
  return onTransport(manifest, async ({ server, write }) => {
    await server.use(fault)
    const timeoutMs = codes.includes('TIMEOUT') ? TIMEOUT_MS : SLACK_MS * 2
    const pending = write({ name: 'one' }, { timeoutMs })
    const error = await within(timeoutMs + SLACK_MS, 'the call fails', failureOf(pending))
    assert.ok(codes.includes(error.code), `the error is ${error.code}, not ${codes.join(' or ')}`)
    if (status !== undefined) assert.equal(error.status, status)
    if (ConnectionError.isInstance(error)) assert.equal(error.sent, 'maybe', 'the write may have happened')
    if (phase !== undefined && manifest.lacks?.phases === undefined) {
      assert.ok(TimeoutError.isInstance(error))
      assert.equal(error.phase, phase, 'the error names the phase')
    }
    assert.equal(pending.call.attempts[0]?.sent, true, 'the attempt was sent')
    assert.equal(server.requests.length, 1, 'the request goes out once')
    assert.ok(server.bytesWritten < MOST_BYTES, `the transport took ${server.bytesWritten} bytes`)

    await server.use('healthy')
    assert.deepEqual(await within(SLACK_MS, 'the next call', write({ name: 'two' })), { id: '1' })
    assert.equal(server.requests.length, 2)
  })
}
