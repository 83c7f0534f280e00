import { isAscii, isUtf8 } from 'node:buffer'

/** The body as JSON; undefined for an empty one. Throws SyntaxError when it is not JSON in valid UTF-8. */
export function readJson(body: Uint8Array): unknown {
  if (body.length === 0) return undefined
  const buffer = Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (isAscii(buffer)) return JSON.parse(buffer.toString('latin1'))
  if (!isUtf8(buffer)) throw new SyntaxError('not valid UTF-8')
  const text = buffer.toString('utf8')
  return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text)
}
