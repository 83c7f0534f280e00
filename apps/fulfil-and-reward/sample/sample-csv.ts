import { sampleRows } from './sample-rows.ts'
import { shopifyColumns } from './shopify-columns.ts'
import { shopifyCsvLine } from './shopify-csv-line.ts'

/** The sample as CSV, line by line: the header, then so many orders from #1001 on. */
export function* sampleCsv(orders: number): Generator<string, undefined> {
  yield shopifyCsvLine(shopifyColumns)
  for (let orderNumber = 1001; orderNumber < 1001 + orders; orderNumber++) {
    for (const row of sampleRows(orderNumber)) {
      yield shopifyCsvLine(shopifyColumns.map((column) => row[column] ?? ''))
    }
  }
}
