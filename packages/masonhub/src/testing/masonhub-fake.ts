import { systemClock, systemRandom } from '@tenon/core'
import {
  createBooks,
  createSeededRandom,
  startFakeServer,
  type Collection,
  type FakeRequest,
  type FakeRoute,
  type Faults,
  type SeenRequest,
} from '@tenon/core/testing'

import { graphQlOperation } from '../graphql/graphql-operation.ts'
import type { MasonHubOptions } from '../options/masonhub-options.ts'
import type { OrderStatus } from '../orders/order-status.ts'
import { fakeCallbackRoutes } from './fake-callback-routes.ts'
import { createFakeDeliveries } from './fake-deliveries.ts'
import { fakeGraphQlRoutes } from './fake-graphql-routes.ts'
import type { MasonHubFakeOptions } from './fake-options.ts'
import { fakeOrderFactoryRoutes } from './fake-order-factory-routes.ts'
import { fakeOrderRequestRoutes } from './fake-order-request-routes.ts'
import { createFakeOrderRequests } from './fake-order-requests.ts'
import { fakeOrderRoutes } from './fake-order-routes.ts'
import type { FakeCallback, FakeDelivery, FakeHold, FakeOrder, FakeOrderRequest } from './fake-records.ts'
import { fakeShipmentRoutes } from './fake-shipment-routes.ts'
import { createFakeStockroom, type FakeStockroom } from './fake-stockroom.ts'
import { fakeTokenRoutes } from './fake-token-routes.ts'
import { createFakeTokens, type IssueTokenOptions } from './fake-tokens.ts'
import { createFakeWarehouse } from './fake-warehouse.ts'
import { createSchedule } from './schedule.ts'
import { speakErrors } from './speak-errors.ts'

/** A MasonHub on this machine, for tests and demonstrations. */
export interface MasonHubFake extends AsyncDisposable {
  /** `http://127.0.0.1:port` */
  readonly url: string
  readonly accountSlug: string
  /** What `createMasonHub` needs to reach it, with a token of its own. */
  clientOptions(): MasonHubOptions
  /** A token that it accepts. */
  issueToken(options?: IssueTokenOptions): string
  /** Deletes the phrase of a token, after which it is refused. */
  revokeToken(token: string): void
  /** Every token, phrase and webhook token that it knows in plain: none of them may show anywhere. */
  readonly secrets: readonly string[]
  /** Its books, by `customer_identifier`. */
  readonly orders: Pick<Collection<FakeOrder>, 'get' | 'values' | 'size'>
  /** The registered callbacks, by id. */
  readonly callbacks: Pick<Collection<FakeCallback>, 'get' | 'values' | 'size'>
  /** The requests to change and to cancel orders, by id. */
  readonly orderRequests: Pick<Collection<FakeOrderRequest>, 'get' | 'values' | 'size'>
  /** What is held back, by type of message. */
  readonly holds: Pick<Collection<FakeHold>, 'get' | 'values' | 'size'>
  readonly skus: FakeStockroom['skus']
  readonly inboundShipments: FakeStockroom['inboundShipments']
  readonly returns: FakeStockroom['returns']
  /** Units of a SKU, by your id, in a status. */
  stock: FakeStockroom['stock']
  /** Every attempt to deliver a callback. */
  readonly deliveries: readonly FakeDelivery[]
  /** Every request that it got. */
  readonly requests: readonly SeenRequest[]
  readonly faults: Faults
  /** Packs and labels an order: its status becomes `fulfilled`, with a shipment. */
  ship(customerIdentifier: string): void
  /** Gives an order any status. */
  advance(customerIdentifier: string, status: OrderStatus): void
  /** Ends it: nothing moves any more, and deliveries under way are waited for. A books file may be opened again. */
  close(): Promise<void>
}

/**
 * Starts a fake MasonHub: real HTTP on loopback, with the vendor's checks, its forms and its faults.
 *
 * @example
 * ```ts
 * import { createMasonHub } from '@tenon/masonhub'
 * import { startMasonHubFake } from '@tenon/masonhub/testing'
 *
 * await using fake = await startMasonHubFake()
 * await using masonhub = createMasonHub(fake.clientOptions())
 * console.log((await masonhub.orders.list()).data) // []
 * ```
 */
export async function startMasonHubFake(options: MasonHubFakeOptions = {}): Promise<MasonHubFake> {
  const { accountSlug = 'acme', port, booksFile, seed } = options
  const books = createBooks(booksFile)
  const clock = systemClock
  const random = seed === undefined ? systemRandom : createSeededRandom(seed)
  const schedule = createSchedule(clock)
  const ports = { options, books, clock, ids: systemRandom, random, schedule }
  const tokens = createFakeTokens(ports)
  const deliveries = createFakeDeliveries(ports)
  const stockroom = createFakeStockroom(ports, deliveries)
  const warehouse = createFakeWarehouse(ports, deliveries, stockroom.orderStock)
  const requests = createFakeOrderRequests(ports, warehouse, deliveries)
  const callbacks = books.collection<FakeCallback>('callbacks')
  const pathPrefix = `/${accountSlug}/api/v1`

  const { dialect } = options

  function admit({ url, headers }: FakeRequest, route: FakeRoute | undefined) {
    // GraphQL has no account in its path, and says everything in its body.
    if (route?.path === graphQlOperation.path) return undefined
    if (!url.pathname.startsWith(`${pathPrefix}/`)) return notFound()
    const message = tokens.problemWith(headers['authorization'])
    return message === undefined ? undefined : speakErrors({ status: 401, body: { message } }, dialect?.error)
  }

  function notFound() {
    return speakErrors({ status: 404, body: { message: 'not found' } }, dialect?.error)
  }

  const routes = [
    ...fakeOrderRoutes(ports, warehouse, stockroom.skus, pathPrefix),
    ...fakeOrderRequestRoutes(ports, requests, pathPrefix),
    ...fakeShipmentRoutes(ports, pathPrefix),
    ...stockroom.routes(pathPrefix),
    ...fakeCallbackRoutes(ports, deliveries, pathPrefix),
    ...fakeTokenRoutes(ports, tokens, pathPrefix),
    ...fakeOrderFactoryRoutes(ports, warehouse, requests, pathPrefix),
    ...fakeGraphQlRoutes(ports, accountSlug, (header) => tokens.problemWith(header)),
  ]
  const server = await startFakeServer({
    routes: routes.map((route) => ({
      ...route,
      handle: async (request) => speakErrors(await route.handle(request), dialect?.error),
    })),
    admit,
    notFound,
    random,
    ...(port !== undefined && { port }),
  })
  warehouse.resume()
  requests.resume()
  deliveries.resume()

  async function close(): Promise<void> {
    schedule.stop()
    await server.close()
    await deliveries.close()
    books.close()
  }

  return {
    url: server.url,
    accountSlug,
    clientOptions: () => ({
      environment: 'sandbox',
      account: accountSlug,
      auth: { token: tokens.issue() },
      baseUrl: server.url,
      allowLoopback: true,
    }),
    issueToken: (tokenOptions) => tokens.issue(tokenOptions),
    revokeToken: (token) => tokens.revoke(token),
    get secrets() {
      return [...tokens.secrets, ...[...callbacks.values()].flatMap(({ token }) => token ?? [])]
    },
    orders: books.collection<FakeOrder>('orders'),
    callbacks,
    skus: stockroom.skus,
    inboundShipments: stockroom.inboundShipments,
    returns: stockroom.returns,
    stock: (sku, status) => stockroom.stock(sku, status),
    deliveries: deliveries.log,
    requests: server.requests,
    faults: server.faults,
    orderRequests: books.collection<FakeOrderRequest>('order-requests'),
    holds: books.collection<FakeHold>('holds'),
    ship: (customerIdentifier) => warehouse.advance(customerIdentifier, 'fulfilled'),
    advance: (customerIdentifier, status) => warehouse.advance(customerIdentifier, status),
    close,
    [Symbol.asyncDispose]: close,
  }
}
