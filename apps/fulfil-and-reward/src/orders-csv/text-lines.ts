import { OrderFileError } from './order-file-error.ts'

/** The content of a file in pieces of any size: a file stream, a web stream, an array of strings. */
export type OrderFileInput = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

/** No row of an export comes near this, in characters; a quote left open would otherwise take in the whole file. */
export const longestRow = 131_072

/** The lines of a UTF-8 text without their ends, given out as the pieces come in. */
export async function* textLines(input: OrderFileInput): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let rest = ''
  let atStart = true
  let count = 0
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    if (atStart && rest !== '') {
      atStart = false
      rest = rest.replace(/^\uFEFF/, '')
    }
    // A "\r" at the very end may be the first half of a "\r\n" whose other half is still to come.
    const lines = rest.split(/\r\n|\r(?!$)|\n/)
    rest = lines.pop() ?? ''
    count += lines.length
    if (rest.length > longestRow) {
      throw new OrderFileError(
        'not-csv',
        `Line ${count + 1} of the order file goes on for more than ${longestRow} characters. ` +
          'This is not an order export in CSV; export the orders from the shop again.',
      )
    }
    yield* lines
  }
  rest += decoder.decode()
  if (rest !== '') yield rest.replace(/\r$/, '')
}
