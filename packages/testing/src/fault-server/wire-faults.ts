import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

import type { WireRequest } from './wire-request.ts'

/** Answers one request with bytes of its choice; decides about the connection, too. */
export type WireAnswer = (socket: Socket, request: WireRequest) => void

export interface WireFaultDeclaration {
  /** What the server does, to be read after "a server that". */
  readonly says: string
  readonly answer: WireAnswer
}

/** What a healthy server answers, so that any other bytes show. */
const BODY = '{"id":"1"}'
const DRIP_MS = 30
const BOMB_BYTES = 64 * 1024 * 1024
const CHUNK = Buffer.alloc(64 * 1024, ' ')

const ok = (rest: string): string => `HTTP/1.1 200 OK\r\n${rest}`
const HEALTHY = ok(`content-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`)

function writes(...parts: readonly (string | Buffer)[]): WireAnswer {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)))
  return (socket) => void socket.write(bytes)
}

function writesAndCloses(bytes: string): WireAnswer {
  return (socket) => void socket.end(bytes)
}

function answersEncoded(encoding: string, body: () => Buffer): WireAnswer {
  return (socket) => {
    const bytes = body()
    const head = ok(`content-encoding: ${encoding}\r\ncontent-length: ${bytes.length}\r\n\r\n`)
    socket.write(Buffer.concat([Buffer.from(head), bytes]))
  }
}

let bomb: Buffer | undefined

/** A switch for each fault that a server on loopback can make. Numbers are those of the table in `docs/faults.md`. */
export const wireFaults = {
  healthy: { says: 'answers as it should', answer: writes(HEALTHY) },
  echoes: {
    says: 'answers with the request',
    answer: (socket, request) => {
      const body = JSON.stringify({ id: 'echo', ...request })
      socket.write(ok(`content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`))
    },
  },

  // 1, 3, 4: the connection
  'closes without an answer': { says: 'closes without an answer', answer: (socket) => socket.end() },
  resets: { says: 'resets the connection', answer: (socket) => socket.resetAndDestroy() },
  'cuts a body with a length': {
    says: 'closes in the middle of a body with a length',
    answer: writesAndCloses(ok('content-length: 100\r\n\r\n{"id":')),
  },
  'cuts a chunked body': {
    says: 'closes in the middle of a chunked body',
    answer: writesAndCloses(ok('transfer-encoding: chunked\r\n\r\n6\r\n{"id":\r\n')),
  },
  'cuts an unframed body': {
    says: 'cuts off a body that ends with the connection',
    answer: writesAndCloses(ok('connection: close\r\n\r\n{"id":')),
  },

  // 5: what is no HTTP
  'two lengths': {
    says: 'sends two lengths',
    answer: writes(ok(`content-length: 10\r\ncontent-length: 11\r\n\r\n${BODY}`)),
  },
  'length and chunks': {
    says: 'sends a length and chunks',
    answer: writes(ok(`content-length: 10\r\ntransfer-encoding: chunked\r\n\r\n${BODY}`)),
  },
  'garbled status line': { says: 'sends a garbled status line', answer: writes('HTTQ/9 hello\r\n\r\n') },
  'huge headers': {
    says: 'sends 20 kB of headers',
    answer: writes(ok(`x: ${'y'.repeat(20_000)}\r\ncontent-length: 0\r\n\r\n`)),
  },
  '1xx flood': {
    says: 'sends 200 interim answers before the real one',
    answer: writes('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n'.repeat(200), HEALTHY),
  },
  'smuggled answer': {
    says: 'sends a second answer behind the first',
    answer: writes(HEALTHY, HEALTHY.replace('"1"', '"2"')),
  },

  // 6, 7, 8: time
  'never answers': { says: 'never answers', answer: () => {} },
  'stalls after headers': {
    says: 'stalls after the headers',
    answer: writes(ok('content-length: 100\r\n\r\n')),
  },
  'stalls in the body': {
    says: 'stalls in the middle of the body',
    answer: writes(ok('content-length: 100\r\n\r\n{"id":')),
  },
  'drips slowly': {
    says: `sends a byte every ${DRIP_MS} ms`,
    answer: (socket) => {
      socket.write(ok('content-length: 10000\r\n\r\n'))
      const timer = setInterval(() => socket.write(' '), DRIP_MS)
      socket.once('close', () => clearInterval(timer))
    },
  },
  'goes silent': {
    says: 'goes silent and does not even notice that the connection ends',
    answer: (socket) => void socket.pause(),
  },

  // 9: kept connections
  'closes after the answer': {
    says: 'closes each connection after the answer, without saying so',
    answer: writesAndCloses(HEALTHY),
  },

  // 10: sizes and encodings
  'too large': {
    says: 'sends a gigabyte',
    answer: (socket) => {
      socket.write(ok(`content-length: ${2 ** 30}\r\n\r\n`))
      const pour = (): void => {
        while (!socket.destroyed && socket.write(CHUNK));
      }
      socket.on('drain', pour)
      pour()
    },
  },
  'gzip bomb': {
    says: 'sends a small body that inflates to 64 MiB',
    answer: answersEncoded('gzip', () => (bomb ??= gzipSync(Buffer.alloc(BOMB_BYTES)))),
  },
  'nested gzip': {
    says: 'compresses twice',
    answer: answersEncoded('gzip, gzip', () => gzipSync(gzipSync(BODY))),
  },
  'lying encoding': {
    says: 'names an encoding that the body does not have',
    answer: answersEncoded('gzip', () => Buffer.from(BODY)),
  },
  'unknown encoding': {
    says: 'names an encoding that nobody knows',
    answer: answersEncoded('rot13', () => Buffer.from(BODY)),
  },

  // 11: what is in the body
  'invalid UTF-8': {
    says: 'sends bytes that are not UTF-8',
    answer: writes(ok('content-length: 4\r\n\r\n'), Buffer.from([0x22, 0xff, 0xfe, 0x22])),
  },
  'UTF-16': {
    says: 'sends UTF-16',
    answer: writes(ok('content-length: 20\r\n\r\n'), Buffer.from(BODY, 'utf16le')),
  },
  'HTML page': {
    says: 'answers 502 with an HTML page',
    answer: writes('HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>'),
  },
  'empty body': { says: 'answers 200 without a body', answer: writes(ok('content-length: 0\r\n\r\n')) },

  // 12: redirects
  redirect: {
    says: 'redirects to itself',
    answer: writes('HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n'),
  },
} as const satisfies Record<string, WireFaultDeclaration>

/** The name of a switch; `'refused'` stops listening until another one is chosen. */
export type WireFault = keyof typeof wireFaults | 'refused'
