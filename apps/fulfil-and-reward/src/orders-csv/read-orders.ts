import { csvRows, type CsvRow } from './csv-rows.ts'
import { orderColumns } from './order-columns.ts'
import { OrderFileError } from './order-file-error.ts'
import type { OrderFileItem } from './order-file-item.ts'
import { orderFromRows } from './order-from-rows.ts'
import { orderGroups, type OrderGroup } from './order-groups.ts'
import { skipReason } from './skip-reason.ts'
import type { OrderFileInput } from './text-lines.ts'

/**
 * Reads the shop's order export, one order after the other, in the order of the file. Only the order in hand and
 * the numbers of those before it are kept, so a file may be of any size.
 *
 * An order with a fault is an item like the others: the next one is read all the same.
 *
 * @param input The file's content in pieces, such as `createReadStream('orders.csv')`.
 * @throws OrderFileError when the file as a whole is not an order export. An error of the input comes through as
 * it is.
 */
export async function* readOrders(input: OrderFileInput): AsyncGenerator<OrderFileItem, undefined> {
  const rows = csvRows(input)
  try {
    const first = await rows.next()
    const columns = orderColumns(headerOf(first.value))
    const firstLines = new Map<string, number>()
    for await (const group of orderGroups(rows, columns)) {
      const earlier = firstLines.get(group.name)
      if (group.name !== '' && earlier === undefined) firstLines.set(group.name, group.line)
      yield itemOf(group, earlier)
    }
  } finally {
    await rows.return(undefined)
  }
}

function headerOf(row: CsvRow | undefined): readonly string[] {
  if (row === undefined) {
    throw new OrderFileError('empty', 'The order file is empty. Export the orders from the shop again.')
  }
  if ('broken' in row || row.fields.some((field) => /[\0\uFFFD]/.test(field))) {
    throw new OrderFileError(
      'not-csv',
      'The order file is not CSV in UTF-8. A spreadsheet must be saved as "CSV UTF-8 (comma delimited)".',
    )
  }
  return row.fields
}

function itemOf(group: OrderGroup, earlier: number | undefined): OrderFileItem {
  const { name, line, rowCount: rows } = group
  const [head] = group.rows
  const item = { line, rows }
  if (earlier !== undefined) {
    const message =
      `order ${name} stands at line ${earlier} already; ` +
      'if these rows are more articles of it, it was read without them'
    return { kind: 'rejected', ...item, name, reasons: [{ code: 'duplicate', line, message }] }
  }
  if (head === undefined || group.damage.length > 0) {
    return { kind: 'rejected', ...item, name, reasons: group.damage }
  }
  const reason = skipReason(head.values)
  if (reason !== undefined) return { kind: 'skipped', ...item, name, reason }

  const result = orderFromRows(head, group.rows)
  return 'order' in result
    ? { kind: 'order', ...item, order: result.order }
    : { kind: 'rejected', ...item, name, reasons: result.reasons }
}
