import { MalformedResponseError, ResponseTooLargeError, type ByteStream, type CallRecord } from '@tenon/core'

import type { Download, DownloadFormat } from './download.ts'

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]
const SPACE = new Set([0x09, 0x0a, 0x0d, 0x20])
/** What has nothing but space for so long is no file of MasonHub's. */
const LONGEST_SPACE = 64 * 1024

interface Reading {
  readonly maxBytes: number
  readonly call: CallRecord
  /** Nothing more is read. */
  readonly onEnd: () => void
}

/**
 * Finds out what a file is by how it begins, and hands it on whole, up to a limit.
 *
 * @throws MalformedResponseError if it is a web page, as a gateway or a login answers, or empty
 */
export async function sniffDownload(
  stream: ByteStream,
  { maxBytes, call, onEnd }: Reading,
): Promise<Download> {
  const chunks = stream[Symbol.asyncIterator]()
  const begin: Uint8Array[] = []
  let size = 0
  let format: DownloadFormat | 'page' | undefined

  while (format === undefined) {
    const { done, value } = await chunks.next()
    if (done === true || size > LONGEST_SPACE) {
      await chunks.return?.()
      throw new MalformedResponseError({ message: 'the file is empty', call })
    }
    begin.push(value)
    size += value.length
    format = formatOf(begin)
  }
  if (format === 'page') {
    await chunks.return?.()
    const advice = 'Check that the token is current; the address may have expired'
    throw new MalformedResponseError({ message: 'the answer is a web page, and not the file', advice, call })
  }

  async function* read(): AsyncGenerator<Uint8Array> {
    let total = 0
    try {
      const rest = { [Symbol.asyncIterator]: () => chunks }
      for (const part of [begin, rest]) {
        for await (const chunk of part) {
          total += chunk.length
          if (total > maxBytes)
            throw new ResponseTooLargeError({ message: `the file is larger than ${maxBytes} bytes`, call })
          yield chunk
        }
      }
    } finally {
      onEnd()
      await chunks.return?.()
    }
  }
  return Object.assign(read(), { contentType: stream.contentType, format })
}

function formatOf(begin: readonly Uint8Array[]): DownloadFormat | 'page' | undefined {
  const bytes = Buffer.concat(begin)
  const start = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? BYTE_ORDER_MARK.length : 0
  const first = bytes.findIndex((byte, index) => index >= start && !SPACE.has(byte))
  if (first < 0) return undefined
  const character = String.fromCharCode(bytes[first] ?? 0)
  if (character === '<') return 'page'
  if (character === '{' || character === '[') return 'json'
  return character === '%' ? 'pdf' : 'csv'
}
