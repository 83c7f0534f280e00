import type { Logger } from '@tenon/core'
import { createHubble, hubbleWebhooks, type Hubble } from '@tenon/hubble'
import { createSqliteOrderJournal, type SqliteOrderJournal } from '@tenon/hubble/sqlite'
import { createMasonHub, masonhubWebhooks, type MasonHub } from '@tenon/masonhub'
import { createScope, serviceKey, type Scope } from '@tenon/tsyringe'
import {
  createReceiver,
  createWebhookServer,
  createWorker,
  type WebhookServer,
  type Worker,
} from '@tenon/webhooks'
import { createSqliteInbox, type SqliteInbox } from '@tenon/webhooks/sqlite'

import { handleMessage } from './job/handle-message.ts'
import type { JobParts } from './job/job-parts.ts'
import { createNews, type News } from './job/news.ts'
import type { Settings } from './settings.ts'
import { JobStore } from './store/job-store.ts'
import type { Vendors } from './vendors/vendors.ts'

export const JOB = serviceKey<JobParts>('job')
export const SERVER = serviceKey<WebhookServer>('webhook server')
export const WORKER = serviceKey<Worker>('worker')

const SETTINGS = serviceKey<Settings>('settings')
const VENDORS = serviceKey<Vendors>('vendors')
const LOGGER = serviceKey<Logger>('logger')
const NEWS = serviceKey<News>('news')
const STORE = serviceKey<JobStore>('store')
const JOURNAL = serviceKey<SqliteOrderJournal>('order journal')
const INBOX = serviceKey<SqliteInbox>('inbox')
const MASONHUB = serviceKey<MasonHub>('masonhub')
const HUBBLE = serviceKey<Hubble>('hubble')

export interface Given {
  readonly settings: Settings
  readonly vendors: Vendors
  readonly logger: Logger
}

/**
 * The one place that knows how the app is put together. Everything is made when it is first asked for, and
 * closed in the reverse order when the scope ends: the server before the worker, the clients before the journal.
 */
export function compose({ settings, vendors, logger }: Given): Scope {
  const scope = createScope('app')
  scope.value(SETTINGS, settings)
  scope.value(VENDORS, vendors)
  scope.value(LOGGER, logger)
  scope.factory(NEWS, createNews)
  scope.factory(
    STORE,
    () => new JobStore(settings.state),
    (store) => store.close(),
  )
  scope.factory(
    JOURNAL,
    () => createSqliteOrderJournal({ path: settings.state }),
    (journal) => journal.close(),
  )
  scope.factory(
    INBOX,
    () => createSqliteInbox({ path: settings.state }),
    (inbox) => inbox.close(),
  )
  scope.factory(MASONHUB, (app) => createMasonHub({ ...vendors.masonhub, logger: app.resolve(LOGGER) }))
  scope.factory(HUBBLE, (app) =>
    createHubble({ ...vendors.hubble, logger: app.resolve(LOGGER), journal: app.resolve(JOURNAL) }),
  )
  scope.factory(JOB, (app) => ({
    settings: app.resolve(SETTINGS),
    store: app.resolve(STORE),
    masonhub: app.resolve(MASONHUB),
    hubble: app.resolve(HUBBLE),
    news: app.resolve(NEWS),
    logger: app.resolve(LOGGER),
  }))
  scope.factory(WORKER, createMessageWorker, (worker) => worker.stop())
  scope.factory(SERVER, createCallbackServer, (server) => server.close())
  return scope
}

function createMessageWorker(app: Scope): Worker {
  const parts = { store: app.resolve(STORE), hubble: app.resolve(HUBBLE), news: app.resolve(NEWS) }
  return createWorker({
    inbox: app.resolve(INBOX),
    handle: handleMessage(parts),
    logger: app.resolve(LOGGER),
  })
}

function createCallbackServer(app: Scope): WebhookServer {
  const { callbackSecrets, identity: account } = app.resolve(VENDORS)
  if (callbackSecrets === undefined)
    throw new Error('no callbacks can come in: nothing is to listen for them')
  const receiver = createReceiver({
    inbox: app.resolve(INBOX),
    logger: app.resolve(LOGGER),
    sources: [
      {
        path: '/webhooks/masonhub',
        webhook: masonhubWebhooks,
        account,
        secrets: callbackSecrets.masonhubToken,
      },
      { path: '/webhooks/hubble', webhook: hubbleWebhooks, account, secrets: callbackSecrets.hubbleSecret },
    ],
  })
  return createWebhookServer(receiver, { port: app.resolve(SETTINGS).port })
}
