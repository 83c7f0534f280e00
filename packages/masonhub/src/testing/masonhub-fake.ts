import { systemClock, systemRandom } from '@tenon/core'
import {
  createBooks,
  createSeededRandom,
  startFakeServer,
  type Collection,
  type FakeRequest,
  type Faults,
  type SeenRequest,
} from '@tenon/core/testing'

import type { MasonHubOptions } from '../options/masonhub-options.ts'
import type { OrderStatus } from '../orders/order-status.ts'
import { fakeCallbackRoutes } from './fake-callback-routes.ts'
import { createFakeDeliveries } from './fake-deliveries.ts'
import type { MasonHubFakeOptions } from './fake-options.ts'
import { fakeOrderRoutes } from './fake-order-routes.ts'
import type { FakeCallback, FakeDelivery, FakeOrder } from './fake-records.ts'
import { createFakeTokens, type IssueTokenOptions } from './fake-tokens.ts'
import { createFakeWarehouse } from './fake-warehouse.ts'
import { createSchedule } from './schedule.ts'

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
  const warehouse = createFakeWarehouse(ports, deliveries)
  const callbacks = books.collection<FakeCallback>('callbacks')
  const pathPrefix = `/${accountSlug}/api/v1`

  function admit({ url, headers }: FakeRequest) {
    if (!url.pathname.startsWith(`${pathPrefix}/`)) return notFound()
    const message = tokens.problemWith(headers['authorization'])
    return message === undefined ? undefined : { status: 401, body: { message } }
  }

  const server = await startFakeServer({
    routes: [...fakeOrderRoutes(ports, warehouse, pathPrefix), ...fakeCallbackRoutes(ports, pathPrefix)],
    admit,
    notFound,
    random,
    ...(port !== undefined && { port }),
  })
  warehouse.resume()
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
    deliveries: deliveries.log,
    requests: server.requests,
    faults: server.faults,
    ship: (customerIdentifier) => warehouse.advance(customerIdentifier, 'fulfilled'),
    advance: (customerIdentifier, status) => warehouse.advance(customerIdentifier, status),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function notFound() {
  return { status: 404, body: { message: 'not found' } }
}
