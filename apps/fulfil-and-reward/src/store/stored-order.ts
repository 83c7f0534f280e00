import type { ShopOrder } from '../orders-csv/index.ts'
import type { Row } from './database/job-database.ts'

/** An order as the job knows it. */
export interface StoredOrder {
  readonly name: string
  readonly order: ShopOrder
}

export function toStoredOrder(row: Row): StoredOrder {
  return { name: String(row['name']), order: JSON.parse(String(row['body'])) as ShopOrder }
}
