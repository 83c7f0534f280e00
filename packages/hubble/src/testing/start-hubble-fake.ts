import { systemClock, type Clock } from '@tenon/core'
import {
  createBooks,
  createSeededRandom,
  routeOf,
  startFakeServer,
  type Faults,
  type SeenRequest,
} from '@tenon/core/testing'

import { cohorts } from '../operations/cohorts.ts'
import { coins } from '../operations/coins.ts'
import { coupons } from '../operations/coupons.ts'
import { discounts } from '../operations/discounts.ts'
import { login } from '../operations/login.ts'
import { orders } from '../operations/orders.ts'
import { products } from '../operations/products.ts'
import { store } from '../operations/store.ts'
import { vouchers } from '../operations/vouchers.ts'
import { wallet } from '../operations/wallet.ts'
import { createFakeCatalogue, type FakeProduct } from './fake-catalogue.ts'
import { createFakeLogin } from './fake-login.ts'
import { createFakeOrders } from './fake-orders.ts'
import { defaultSettings, type HubbleFakeSettings, type WebhookKind } from './fake-settings.ts'
import { createFakeStoreServices, type FakeStoreBooks } from './fake-store-services.ts'
import { createFakeVouchers, type FakeResend } from './fake-vouchers.ts'
import { createFakeWallet } from './fake-wallet.ts'
import { createFakeWebhooks, type SentWebhook } from './fake-webhooks.ts'
import { readLedger, type HubbleLedger } from './hubble-ledger.ts'
import { invent } from './invent.ts'
import { notFound, vendorError } from './vendor-error.ts'

const PREFIX = '/v1/partners'

/** All of it may be left out. */
export interface HubbleFakeOptions extends Partial<HubbleFakeSettings> {
  /** Default: any free port. */
  readonly port?: number
  /** The same seed invents the same ids and secrets. Default 1. */
  readonly seed?: number
  readonly clientId?: string
  readonly clientSecret?: string
  readonly webhookSecret?: string
  /** Rupees in the wallet at the start. Default 1,000,000. */
  readonly balance?: number
  /** A file that remembers orders and wallet over restarts. Default: in memory. */
  readonly books?: string
  /** Default: the machine's. */
  readonly clock?: Clock
}

/** Hubble's stand-in: real HTTP on loopback. */
export interface HubbleFake extends AsyncDisposable {
  readonly url: string
  /** What `createHubble` needs to talk to this fake: `createHubble({ ...fake.account })`. */
  readonly account: {
    readonly environment: 'staging'
    readonly auth: { readonly clientId: string; readonly clientSecret: string }
    readonly baseUrl: string
    readonly allowLoopback: true
  }
  readonly webhookSecret: string
  /** How it behaves, from now on. */
  readonly settings: HubbleFakeSettings
  /** What goes wrong on the wire. */
  readonly faults: Faults
  /** Every request since the start, in order of arrival. */
  readonly requests: readonly SeenRequest[]
  /** Requests to log in, whatever they were answered. */
  readonly loginCount: number
  /** Orders and money, as the vendor sees them. */
  readonly ledger: HubbleLedger
  readonly products: readonly FakeProduct[]
  /** Cohorts, coupons and coins that were made. */
  readonly store: FakeStoreBooks
  /** Deliveries that were asked for again. */
  readonly resends: readonly FakeResend[]
  /** Every webhook that was sent. */
  readonly webhooks: readonly SentWebhook[]
  /** What must never show anywhere: tokens, card numbers, PINs, the client's and the webhooks' secret. */
  readonly secrets: readonly string[]
  /** Ends all tokens now. */
  revokeTokens(): void
  /** Changes a product, and tells it by a webhook. */
  updateProduct(id: string, changes: Partial<Omit<FakeProduct, 'id'>>): void
  /** Sends a webhook, signed as all are: for what the fake has no life of its own for. */
  tell(kind: WebhookKind, body: object): void
  /** Adds a product, or changes one without telling, as texts and new brands are. */
  setProduct(product: FakeProduct): void
  /** Takes a product out of the catalogue, and tells nobody. */
  removeProduct(id: string): void
  close(): Promise<void>
}

/**
 * Starts a fake of Hubble's partner API.
 *
 * @example
 * ```ts
 * import { createHubble } from '@tenon/hubble'
 * import { startHubbleFake } from '@tenon/hubble/testing'
 *
 * await using fake = await startHubbleFake({ lifecycle: { becomes: 'SUCCESS', afterMs: 500 } })
 * const hubble = createHubble({ ...fake.account })
 * ```
 */
export async function startHubbleFake(options: HubbleFakeOptions = {}): Promise<HubbleFake> {
  const { port, seed = 1, balance = 1_000_000, books: file, clock = systemClock } = options
  const { clientId = 'fake-client', clientSecret = invent(seed, 'client secret') } = options
  const { webhookSecret = invent(seed, 'webhook secret') } = options
  const settings: HubbleFakeSettings = { ...defaultSettings, ...settingsOf(options) }

  const books = createBooks(file)
  const door = createFakeLogin({ settings, clock, clientId, clientSecret, seed })
  const catalogue = createFakeCatalogue(settings)
  const purse = createFakeWallet(books, balance)
  const webhooks = createFakeWebhooks(settings, webhookSecret)
  const desk = createFakeOrders({ settings, books, clock, catalogue, wallet: purse, webhooks, seed })
  const voucherDesk = createFakeVouchers(desk)
  const storeDesk = createFakeStoreServices(catalogue, seed)

  const server = await startFakeServer({
    ...(port !== undefined && { port }),
    random: createSeededRandom(seed),
    routes: [
      routeOf(login, door.answer, PREFIX),
      routeOf(products.list, catalogue.list, PREFIX),
      routeOf(products.get, catalogue.get, PREFIX),
      routeOf(orders.create, desk.create, PREFIX),
      routeOf(orders.get, desk.get, PREFIX),
      routeOf(orders.getByReference, desk.getByReference, PREFIX),
      routeOf(vouchers.get, voucherDesk.get, PREFIX),
      routeOf(vouchers.resendDelivery, voucherDesk.resendDelivery, PREFIX),
      routeOf(cohorts.create, storeDesk.createCohort, PREFIX),
      routeOf(discounts.list, storeDesk.listDiscounts, PREFIX),
      routeOf(coupons.create, storeDesk.createCoupon, PREFIX),
      routeOf(coins.balance, storeDesk.coinBalance, PREFIX),
      routeOf(coins.credit, storeDesk.creditCoins, PREFIX),
      routeOf(store.search, storeDesk.search),
      routeOf(wallet.balance, () => ({ status: 200, body: { balance: purse.balance } }), PREFIX),
    ],
    admit(request, route) {
      const { headers, method } = request
      if (!headers['x-request-id']) return vendorError(400, 'E000', 'X-REQUEST-ID is missing')
      if (method === 'POST' && !headers['content-type']?.startsWith('application/json')) {
        return vendorError(400, 'E000', 'Content-Type is not application/json')
      }
      return route?.id === login.id ? undefined : door.refuse(request)
    },
    notFound: () => notFound('no such path'),
  })

  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= shut())

  async function shut(): Promise<void> {
    desk.close()
    await server.close()
    await webhooks.idle()
    books.close()
  }

  return {
    url: server.url,
    account: {
      environment: 'staging',
      auth: { clientId, clientSecret },
      baseUrl: server.url,
      allowLoopback: true,
    },
    webhookSecret,
    settings,
    faults: server.faults,
    requests: server.requests,
    webhooks: webhooks.sent,
    store: storeDesk.books,
    resends: voucherDesk.resends,
    get loginCount() {
      return server.requests.filter(({ operation }) => operation === login.id).length
    },
    get ledger() {
      return readLedger(desk.all, purse)
    },
    get products() {
      return catalogue.all
    },
    get secrets() {
      const cards = desk.all.flatMap(({ vouchers }) =>
        vouchers.flatMap(({ cardNumber, cardPin }) => [cardNumber, cardPin]),
      )
      return [clientSecret, webhookSecret, ...door.issued, ...cards]
    },
    revokeTokens: () => door.revokeAll(),
    tell: (kind, body) => webhooks.send(kind, body),
    setProduct: (product) => catalogue.replace(product),
    removeProduct: (id) => catalogue.remove(id),
    updateProduct(id, changes) {
      const known = catalogue.find(id)
      if (known === undefined) throw new Error(`the fake has no product ${id}`)
      const changed = { ...known, ...changes }
      catalogue.replace(changed)
      const { status, denominationType } = changed
      const { denominations = null, ...amountRestrictions } = changed.amountRestrictions ?? {}
      webhooks.send('brand', { id, denominationType, status, denominations, amountRestrictions })
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function settingsOf(options: HubbleFakeOptions): Partial<HubbleFakeSettings> {
  const entries = Object.entries(options).filter(
    ([name, value]) => name in defaultSettings && value !== undefined,
  )
  return Object.fromEntries(entries)
}
