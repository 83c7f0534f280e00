import { expect, test } from 'vitest'

import * as webhooks from '../src/index.ts'
import * as sqlite from '../src/sqlite/index.ts'

test('each entry exports exactly these names', () => {
  expect({ webhooks: Object.keys(webhooks), sqlite: Object.keys(sqlite) }).toMatchInlineSnapshot(`
    {
      "sqlite": [
        "createSqliteInbox",
      ],
      "webhooks": [
        "createWebhookServer",
        "createNodeHandler",
        "createReceiver",
        "prepareMessage",
        "createMemoryInbox",
        "checkBody",
        "createListeners",
        "QUARANTINE_REASON",
        "readClaims",
        "readSetAside",
        "toClaim",
        "toMessage",
        "createWorker",
      ],
    }
  `)
})
