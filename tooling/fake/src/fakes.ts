import type { Faults } from '@tenon/core/testing'
import { startHubbleFake } from '@tenon/hubble/testing'
import { startMasonHubFake, type MasonHubDialect } from '@tenon/masonhub/testing'

export interface RunningFake {
  readonly url: string
  readonly faults: Faults
  /** What else one needs to know to use it. */
  readonly hints: readonly string[]
  /** What an application reads to use it. The secrets in it are worth nothing. */
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

export type StartFake = (options: {
  readonly port: number
  readonly books: string | undefined
  readonly seed: number | undefined
  /** How MasonHub shall speak where its pages disagree. */
  readonly dialect: MasonHubDialect
  /** How likely a callback comes twice, or out of order, 0 to 1. */
  readonly duplicates: number
  readonly outOfOrder: number
}) => Promise<RunningFake>

export const fakes: Readonly<Record<string, StartFake>> = {
  async masonhub({ port, books, seed, dialect, duplicates, outOfOrder }) {
    const fake = await startMasonHubFake({
      port,
      ...(books !== undefined && { booksFile: books }),
      ...(seed !== undefined && { seed }),
      autoShip: { afterMs: 2_000, stepMs: 500 },
      resolveRequestsAfterMs: 2_000,
      dialect,
      duplicates,
      outOfOrder,
    })
    return {
      url: fake.url,
      faults: fake.faults,
      hints: [],
      environment: {
        MASONHUB_ENVIRONMENT: 'sandbox',
        MASONHUB_ACCOUNT: fake.accountSlug,
        MASONHUB_TOKEN: fake.issueToken(),
        MASONHUB_BASE_URL: fake.url,
        TENON_ALLOW_LOOPBACK: '1',
      },
      close: () => fake.close(),
    }
  },
  async hubble({ port, books, seed }) {
    const fake = await startHubbleFake({
      port,
      ...(books !== undefined && { books }),
      ...(seed !== undefined && { seed }),
    })
    return {
      url: fake.url,
      faults: fake.faults,
      hints: fake.products.map(({ id, title, status }) => `product ${id}: ${title}, ${status}`),
      environment: {
        HUBBLE_ENVIRONMENT: fake.account.environment,
        HUBBLE_CLIENT_ID: fake.account.auth.clientId,
        HUBBLE_CLIENT_SECRET: fake.account.auth.clientSecret,
        HUBBLE_BASE_URL: fake.url,
        HUBBLE_WEBHOOK_SECRET: fake.webhookSecret,
        TENON_ALLOW_LOOPBACK: '1',
      },
      close: () => fake.close(),
    }
  },
}
