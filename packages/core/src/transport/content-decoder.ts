import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
}
const MOST_ENCODINGS = 2
const LONGEST_HEADER = 100

/** What the transport understands, for `Accept-Encoding`. */
export const ACCEPTED_ENCODINGS = 'gzip, br, zstd'

/** Undoes a `Content-Encoding`: bytes as they came go in at one end, and out at the other as they were meant. */
export interface ContentDecoder {
  readonly entry: Transform
  readonly exit: Transform
}

/** Undefined for a body that is not encoded; `'unknown'` for an encoding that is not known, or more than two. */
export function createContentDecoder(contentEncoding: string): ContentDecoder | 'unknown' | undefined {
  if (contentEncoding.length > LONGEST_HEADER) return 'unknown'
  const encodings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== 'identity')
  if (encodings.length > MOST_ENCODINGS || encodings.some((encoding) => !Object.hasOwn(decoders, encoding)))
    return 'unknown'
  // The last one that was applied is the first to be undone.
  const [entry, second] = encodings.toReversed().map((encoding) => (decoders[encoding] as () => Transform)())
  if (entry === undefined) return undefined
  if (second === undefined) return { entry, exit: entry }
  entry.once('error', (error) => second.destroy(error))
  entry.pipe(second)
  return { entry, exit: second }
}
