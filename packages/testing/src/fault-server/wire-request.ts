/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string
  /** Path and query. */
  readonly path: string
  /** Names in lower case; of a repeated one, the last. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Which connection it came on, from 1. */
  readonly connection: number
}

/** Takes whole requests out of what has arrived: those that are complete, and the rest. */
export function readWireRequests(
  bytes: Buffer,
  connection: number,
): { readonly requests: readonly WireRequest[]; readonly rest: Buffer } {
  const requests: WireRequest[] = []
  let rest = bytes
  for (;;) {
    const headEnd = rest.indexOf('\r\n\r\n')
    if (headEnd < 0) return { requests, rest }
    const [start = '', ...lines] = rest.toString('latin1', 0, headEnd).split('\r\n')
    const headers = Object.fromEntries(lines.map(readHeader))
    const bodyEnd = endOfBody(rest, headEnd + 4, headers)
    if (bodyEnd === undefined || bodyEnd > rest.length) return { requests, rest }
    const [method = '', path = ''] = start.split(' ')
    requests.push({ method, path, headers, body: rest.toString('utf8', headEnd + 4, bodyEnd), connection })
    rest = rest.subarray(bodyEnd)
  }
}

function readHeader(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}

function endOfBody(
  bytes: Buffer,
  start: number,
  headers: Readonly<Record<string, string>>,
): number | undefined {
  if (headers['transfer-encoding'] === undefined) return start + Number(headers['content-length'] ?? 0)
  const last = bytes.indexOf('0\r\n\r\n', start)
  return last < 0 ? undefined : last + 5
}
