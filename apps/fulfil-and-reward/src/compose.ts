import type { Logger } from '@tenon/core'
import { createHubble, createWalletGuard, hubbleWebhooks, type Hubble, type WalletGuard } from '@tenon/hubble'
import { createMasonHub, masonhubWebhooks, type MasonHub } from '@tenon/masonhub'
import { createScope, serviceKey, type Scope } from '@tenon/tsyringe'
import {
  createReceiver,
  createWebhookServer,
  createWorker,
  type WebhookServer,
  type Worker,
} from '@tenon/webhooks'

import { callbackPaths } from './callback-paths.ts'
import { handleMessage } from './job/handle-message.ts'
import type { JobParts } from './job/job-parts.ts'
import { createNews, type News } from './job/news.ts'
import type { Settings } from './settings.ts'
import type { Storage } from './store/storage.ts'
import type { Vendors } from './vendors/vendors.ts'

export const JOB = serviceKey<JobParts>('job')
export const SERVER = serviceKey<WebhookServer>('webhook server')
export const WORKER = serviceKey<Worker>('worker')

const SETTINGS = serviceKey<Settings>('settings')
const VENDORS = serviceKey<Vendors>('vendors')
const LOGGER = serviceKey<Logger>('logger')
const NEWS = serviceKey<News>('news')
const STORAGE = serviceKey<Storage>('storage')
const MASONHUB = serviceKey<MasonHub>('masonhub')
const HUBBLE = serviceKey<Hubble>('hubble')
const WALLET = serviceKey<WalletGuard>('wallet guard')

/** With a connection for each, and for what else the job writes, PostgreSQL's pool of ten is used well. */
const MESSAGES_AT_A_TIME = 6

export interface Given {
  readonly settings: Settings
  readonly vendors: Vendors
  /** Outlives the scope. */
  readonly storage: Storage
  readonly logger: Logger
}

/**
 * The one place that knows how the app is put together. Everything is made when it is first asked for, and
 * closed in the reverse order when the scope ends: the server before the worker.
 */
export function compose({ settings, vendors, storage, logger }: Given): Scope {
  const scope = createScope('app')
  scope.value(SETTINGS, settings)
  scope.value(VENDORS, vendors)
  scope.value(LOGGER, logger)
  scope.value(STORAGE, storage)
  scope.factory(NEWS, createNews)
  scope.factory(MASONHUB, (app) => createMasonHub({ ...vendors.masonhub, logger: app.resolve(LOGGER) }))
  scope.factory(HUBBLE, (app) =>
    createHubble({
      ...vendors.hubble,
      logger: app.resolve(LOGGER),
      journal: storage.journal,
      ...(storage.tokens !== undefined && { tokens: storage.tokens }),
    }),
  )
  scope.factory(WALLET, (app) =>
    createWalletGuard({ hubble: app.resolve(HUBBLE), logger: app.resolve(LOGGER) }),
  )
  scope.factory(JOB, (app) => ({
    settings: app.resolve(SETTINGS),
    store: app.resolve(STORAGE).job,
    masonhub: app.resolve(MASONHUB),
    hubble: app.resolve(HUBBLE),
    wallet: app.resolve(WALLET),
    news: app.resolve(NEWS),
    logger: app.resolve(LOGGER),
  }))
  scope.factory(WORKER, createMessageWorker, (worker) => worker.stop())
  scope.factory(SERVER, createCallbackServer, (server) => server.close())
  return scope
}

function createMessageWorker(app: Scope): Worker {
  const { inbox, job } = app.resolve(STORAGE)
  const parts = {
    store: job,
    hubble: app.resolve(HUBBLE),
    wallet: app.resolve(WALLET),
    news: app.resolve(NEWS),
  }
  return createWorker({
    inbox,
    handle: handleMessage(parts),
    concurrency: MESSAGES_AT_A_TIME,
    logger: app.resolve(LOGGER),
  })
}

function createCallbackServer(app: Scope): WebhookServer {
  const { callbackSecrets, identity: account } = app.resolve(VENDORS)
  const { callbackUrl, host, port } = app.resolve(SETTINGS)
  if (callbackSecrets === undefined)
    throw new Error('no callbacks can come in: nothing is to listen for them')
  // A proxy in front may take the path of the address away, or leave it.
  const before = callbackUrl === undefined ? '' : new URL(callbackUrl).pathname.replace(/\/+$/, '')
  const sources = [...new Set(['', before])].flatMap((prefix) => [
    {
      path: `${prefix}${callbackPaths.masonhub}`,
      webhook: masonhubWebhooks,
      account,
      secrets: callbackSecrets.masonhubToken,
    },
    {
      path: `${prefix}${callbackPaths.hubble}`,
      webhook: hubbleWebhooks,
      account,
      secrets: callbackSecrets.hubbleSecret,
    },
  ])
  const receiver = createReceiver({
    inbox: app.resolve(STORAGE).inbox,
    logger: app.resolve(LOGGER),
    sources,
  })
  return createWebhookServer(receiver, { host, port })
}
