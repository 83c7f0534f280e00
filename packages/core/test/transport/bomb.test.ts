import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline, Readable, type Transform } from 'node:stream'
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib'

import { expect, test } from 'vitest'

import { createContentDecoder, type ContentDecoder } from '../../src/transport/content-decoder.ts'
import { startChild } from '../support/start-child.ts'

const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE

/** As large a window as the encoding has, so that the reader would need as much memory as it can be made to. */
const bombs: Readonly<Record<string, () => Transform[]>> = {
  gzip: () => [createGzip()],
  br: () => [
    createBrotliCompress({
      params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 24 },
    }),
  ],
  zstd: () => [createZstdCompress({ params: { [constants.ZSTD_c_windowLog]: 27 } })],
  'gzip, gzip': () => [createGzip(), createGzip()],
}

function* zeros(): Generator<Buffer> {
  const megabyte = Buffer.alloc(MEGABYTE)
  for (let count = 0; count < 1024; count += 1) yield megabyte
}

test.each(Object.keys(bombs))(
  'a bomb of 1 GB in %s costs less than 20 MB where 1 MiB is allowed',
  async (encoding) => {
    const server = createServer((request, response) => {
      if (request.url === '/small') {
        response.setHeader('content-encoding', 'gzip')
        return void response.end(gzipSync('{}'))
      }
      response.setHeader('content-encoding', encoding)
      pipeline([Readable.from(zeros()), ...(bombs[encoding] as () => Transform[])(), response], () => {})
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const child = startChild('read-bomb.ts', [`http://127.0.0.1:${(server.address() as AddressInfo).port}`])
    const { code, grownMegabytes } = await child.next<{ code: string; grownMegabytes: number }>()
    server.closeAllConnections()
    server.close()
    expect(code).toBe('RESPONSE_TOO_LARGE')
    expect(grownMegabytes).toBeLessThan(20)
  },
  60_000,
)

const plain = Buffer.alloc(16 * MEGABYTE)
test.each([
  ['gzip', gzipSync(plain)],
  ['deflate', deflateSync(plain)],
  ['br', brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ['zstd', zstdCompressSync(plain)],
  ['gzip, gzip', gzipSync(gzipSync(plain))],
])(
  '%s comes out in pieces of 64 kB at most, and none after the one that is too much',
  async (encoding, bomb) => {
    const decoder = createContentDecoder(encoding) as ContentDecoder
    const limit = MEGABYTE
    let inflated = 0
    await new Promise<void>((resolve) => {
      decoder.exit.on('data', (piece: Buffer) => {
        inflated += piece.length
        if (inflated <= limit) return
        decoder.entry.destroy()
        decoder.exit.destroy()
      })
      decoder.exit.once('close', resolve)
      decoder.entry.end(bomb)
    })
    expect(inflated).toBeGreaterThan(limit)
    expect(inflated).toBeLessThanOrEqual(limit + 64 * KILOBYTE)
  },
)
