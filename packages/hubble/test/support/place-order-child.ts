// Places an order with a journal on disk, in a process that a test kills.
import { createHubble, type OrderRequest } from '@tenon/hubble'
import { createSqliteOrderJournal } from '@tenon/hubble/sqlite'

const { account, path, order } = JSON.parse(process.argv[2] ?? '') as {
  account: Parameters<typeof createHubble>[0]
  path: string
  order: OrderRequest
}
await createHubble({ ...account, journal: createSqliteOrderJournal({ path }) }).placeOrder(order)
