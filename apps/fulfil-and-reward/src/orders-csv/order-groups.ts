import type { CsvRow } from './csv-rows.ts'
import type { OrderColumns, OrderValues } from './order-columns.ts'
import type { RejectionReason } from './rejection-reason.ts'

/** The rows that belong to one order. */
export interface OrderGroup {
  /** The order number, or `''` if it cannot be read. */
  readonly name: string
  /** Where the order starts. */
  readonly line: number
  /** The rows that could be read, with their lines; the first carries what is common to all. */
  readonly rows: OrderRow[]
  /** What makes it unsafe to take the rows for the whole order. */
  readonly damage: RejectionReason[]
  /** Rows that belong to the order, the unreadable ones too. */
  rowCount: number
}

/** One row of an order. */
export interface OrderRow {
  readonly line: number
  readonly values: OrderValues
}

/**
 * Puts neighbouring rows of the same order together.
 *
 * A row whose order cannot be told may be an article of the order above it, so it damages that one: half a
 * parcel is worse than a question to a person.
 */
export async function* orderGroups(
  csvRows: AsyncIterable<CsvRow>,
  columns: OrderColumns,
): AsyncGenerator<OrderGroup, undefined> {
  let group: OrderGroup | undefined
  for await (const row of csvRows) {
    const { line } = row
    const values = 'fields' in row ? columns.valuesOf(row.fields) : undefined
    const name = values?.Name ?? ('text' in row ? columns.nameIn(row.text) : '')

    if (group === undefined || (name !== '' && name !== group.name)) {
      if (group !== undefined) yield group
      group = { name, line, rows: [], damage: [], rowCount: 0 }
    }
    group.rowCount++

    if ('broken' in row) {
      group.damage.push({ code: 'broken-row', line, message: `line ${line}: ${row.broken}` })
    } else if (name === '') {
      group.damage.push({ code: 'order-number', line, message: `line ${line}: the row has no order number` })
    } else if (values !== undefined && values.Total !== '' && group.rows.length > 0) {
      const message = `line ${line}: order ${name} begins a second time; only the first row of an order has a total`
      group.damage.push({ code: 'duplicate', line, message })
    }
    if (values !== undefined) group.rows.push({ line, values })
  }
  if (group !== undefined) yield group
}
