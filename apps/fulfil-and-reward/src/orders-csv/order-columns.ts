import { OrderFileError } from './order-file-error.ts'

const requiredColumns = [
  'Name',
  'Email',
  'Financial Status',
  'Fulfillment Status',
  'Currency',
  'Total',
  'Created at',
  'Lineitem quantity',
  'Lineitem price',
  'Lineitem sku',
  'Billing Name',
  'Billing Phone',
  'Shipping Name',
  'Shipping Address1',
  'Shipping Address2',
  'Shipping City',
  'Shipping Zip',
  'Shipping Province',
  'Shipping Country',
  'Shipping Phone',
  'Cancelled at',
] as const

/** Exports from before these columns existed are still good. */
const optionalColumns = ['Billing Country', 'Phone', 'Shipping Province Name'] as const

/** A column of the shop's export that the app reads. */
export type OrderColumn = (typeof requiredColumns)[number] | (typeof optionalColumns)[number]

/** The values of one row by the name of their column, cleaned; `''` where the file has nothing. */
export type OrderValues = Readonly<Record<OrderColumn, string>>

/** Where the columns of one file are. */
export interface OrderColumns {
  /** Picks the values out of a row. */
  valuesOf(fields: readonly string[]): OrderValues
  /** The order number in a row that cannot be split into values, or `''`. */
  nameIn(text: string): string
}

/**
 * Finds the columns by their names, in any order and among others.
 *
 * @throws OrderFileError when columns are missing or there twice.
 */
export function orderColumns(header: readonly string[]): OrderColumns {
  const found = header.map(clean)
  const missing = requiredColumns.filter((column) => !found.includes(column))
  if (missing.length === requiredColumns.length) {
    throw new OrderFileError(
      'no-header',
      `The order file does not start with the column names of an order export; its first row is: ${listed(found)}. ` +
        'The values must be separated by commas and the first row must be the header.',
      { found },
    )
  }
  if (missing.length > 0) {
    throw new OrderFileError(
      'missing-columns',
      `The order file lacks the ${noun(missing)} ${listed(missing)}. It has: ${listed(found)}. ` +
        'Export the orders from the shop again, without taking columns out.',
      { columns: missing, found },
    )
  }
  const columns: readonly OrderColumn[] = [...requiredColumns, ...optionalColumns]
  const repeated = columns.filter((column) => found.indexOf(column) !== found.lastIndexOf(column))
  if (repeated.length > 0) {
    throw new OrderFileError(
      'repeated-columns',
      `The order file has the ${noun(repeated)} ${listed(repeated)} more than once. Take the wrong one out.`,
      { columns: repeated, found },
    )
  }
  const places = columns.map((column) => [column, found.indexOf(column)] as const)
  const namePlace = found.indexOf('Name')
  return {
    valuesOf: (fields) =>
      Object.fromEntries(
        places.map(([column, place]) => [column, clean(fields[place] ?? '')]),
      ) as OrderValues,
    nameIn: (text) => {
      const cells = text.split(',')
      // Without a comma it is more likely a line of a note than a row.
      const before = cells.length > 1 ? cells.slice(0, namePlace + 1) : []
      const plain = before.every((cell) => /^\s*(?:"[^"]*"|[^"]*)\s*$/.test(cell))
      return plain ? clean(before[namePlace]?.replaceAll('"', '') ?? '') : ''
    },
  }
}

/** One line, no space at the ends, accents composed. */
function clean(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

function noun(columns: readonly string[]): string {
  return columns.length === 1 ? 'column' : 'columns'
}

function listed(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ')
}
