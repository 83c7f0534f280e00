import Table from 'cli-table3'

import type { Part, Report, Row } from './report.ts'

/** A report as a table: a row for each operation and event, with how many of its fields are covered. */
export function coverageTable({ provider, rows }: Report): string {
  const table = new Table({
    head: [provider, 'sure', 'declared as', 'query', 'body', 'response', ''],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  })
  table.push(
    ...rows.map((row) => [
      row.direction === 'hosted' ? `${row.id} (hosted)` : row.id,
      row.confidence,
      row.declaredAs.join(', '),
      share(row, 'query'),
      row.kind === 'event' ? share(row, 'data') : share(row, 'body'),
      share(row, 'response'),
      row.state,
    ]),
  )
  return table.toString()
}

function share({ parts }: Row, name: Part['name']): string {
  const demanded = parts.flatMap((part) =>
    part.name === name ? part.fields.filter(({ state }) => state !== 'tolerated') : [],
  )
  const covered = demanded.filter(({ state }) => state === 'typed' || state === 'excepted')
  return demanded.length === 0 ? '' : `${covered.length}/${demanded.length}`
}
