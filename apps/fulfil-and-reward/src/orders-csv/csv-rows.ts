import { parse } from 'csv-parse/sync'

import { longestRow, textLines, type OrderFileInput } from './text-lines.ts'

/** One row of a CSV file, or a piece of text that should have been one. */
export type CsvRow =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly broken: string; readonly text: string }

/**
 * The rows of a CSV file with the line on which each starts; the first is the header and sets the width.
 * Rows with nothing in them are left out.
 *
 * Each row is cut out here and given to csv-parse alone, because its own stream cannot go on behind a quote that
 * is never closed (it reads the rest of the file as one value) and counts a "\r\n" within a value as two lines.
 */
export async function* csvRows(input: OrderFileInput): AsyncGenerator<CsvRow, undefined> {
  const lines = textLines(input)
  // Lines that were taken for the tail of a row and turned out not to be; the next one is the last.
  const returned: string[] = []
  let line = 1
  let width: number | undefined
  try {
    for (;;) {
      const piece: string[] = []
      let open = false
      let size = 0
      do {
        const text = returned.pop() ?? (await lines.next()).value
        if (text === undefined) break
        piece.push(text)
        size += text.length + 1
        // Quotes come in pairs, doubled ones too, so an odd number leaves a value open at the end of the line.
        if ((text.match(/"/g)?.length ?? 0) % 2 === 1) open = !open
      } while (open && size < longestRow)
      if (piece.length === 0) return

      const { row, used } = rowOf(piece, line, width)
      while (piece.length > used) returned.push(piece.pop() ?? '')
      line += used
      if (row === undefined) continue
      if ('fields' in row) width ??= row.fields.length
      yield row
    }
  } finally {
    await lines.return(undefined)
  }
}

/** The row at the start of some lines, and how many of them it takes up. */
function rowOf(
  piece: readonly string[],
  line: number,
  width: number | undefined,
): { row: CsvRow | undefined; used: number } {
  const text = piece[0] ?? ''
  const fields = fieldsOf(piece.join('\n'))
  if (fields === undefined) {
    return { row: { line, broken: 'the quotes of the row do not pair up', text }, used: 1 }
  }
  if (fields.every((field) => field.trim() === '')) return { row: undefined, used: piece.length }
  if (width === undefined || fields.length === width) return { row: { line, fields }, used: piece.length }

  const broken = `the row has ${fields.length} columns where the header has ${width}`
  // A whole row inside of the piece means that a stray quote had swallowed it.
  const swallowed = piece.slice(1).some((inner) => fieldsOf(inner)?.length === width)
  return { row: { line, broken, text }, used: swallowed ? 1 : piece.length }
}

/** The values of one row, or undefined if its quotes are wrong. */
function fieldsOf(text: string): string[] | undefined {
  if (text.trim() === '') return []
  try {
    const rows = parse(text, {
      relax_column_count: true,
      trim: true,
      record_delimiter: '\n',
      max_record_size: 0,
    })
    return rows.length === 1 ? rows[0] : undefined
  } catch {
    return undefined
  }
}
