import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { fillPath } from '../../src/client/fill-path.ts'
import { InputProblem } from '../../src/client/input-problem.ts'

const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('.', '..', '%2e', '%2E', '%2f', '/', '\\', '?', '#', ';', '\0', '%', '\uD800', 'ä', ' '),
)
const hostile = fc.array(piece, { maxLength: 3 }).map((parts) => parts.join(''))

/** The segments that a server sees, or undefined where the value was refused. */
function segmentsFor(first: string, second: string): string[] | undefined {
  try {
    const path = fillPath('/v1/orders/{first}/items/{second}/cancel', { first, second })
    const url = new URL(`https://things.example${path}?full=true`)
    expect({ origin: url.origin, search: url.search }).toEqual({
      origin: 'https://things.example',
      search: '?full=true',
    })
    return url.pathname.split('/').map(decodeURIComponent)
  } catch (error) {
    if (error instanceof InputProblem) return undefined
    throw error
  }
}

test('whatever stands in a parameter, the path has the segments of its template, or the value is refused', () => {
  fc.assert(
    fc.property(hostile, hostile, (first, second) => {
      const expected = ['', 'v1', 'orders', first, 'items', second, 'cancel']
      expect([undefined, expected]).toContainEqual(segmentsFor(first, second))
    }),
    { numRuns: Number(process.env['TENON_FUZZ'] ?? 20_000) },
  )
}, 240_000)
