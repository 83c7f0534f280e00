import { startHubbleFake, type HubbleFake, type HubbleFakeOptions } from '@tenon/hubble/testing'
import { startMasonHubFake, type MasonHubFake, type MasonHubFakeOptions } from '@tenon/masonhub/testing'

const SHIP_AFTER_MS = 300
const STEP_MS = 100
/** A third of the gift cards takes its vendor a while. */
const PROCESSING_MS = 400
/** Rupees: enough for the gift cards of a very large file. */
const BALANCE = 100_000_000

export interface FakesOptions {
  /** Where the books are: two files that begin with this. */
  readonly books: string
  readonly masonhub?: MasonHubFakeOptions
  readonly hubble?: HubbleFakeOptions
}

export interface Fakes extends AsyncDisposable {
  readonly masonhub: MasonHubFake
  readonly hubble: HubbleFake
}

/** Stand-ins of both vendors, which remember what they did when they are started anew with the same books. */
export async function startFakes({ books, ...own }: FakesOptions): Promise<Fakes> {
  const masonhub = await startMasonHubFake({
    booksFile: `${books}.vendors-masonhub`,
    autoShip: { afterMs: SHIP_AFTER_MS, stepMs: STEP_MS },
    duplicates: 0.05,
    outOfOrder: 0.05,
    ...own.masonhub,
  })
  const hubble = await startHubbleFake({
    books: `${books}.vendors-hubble`,
    balance: BALANCE,
    lifecycle: ({ referenceId }) =>
      referenceId.charCodeAt(referenceId.length - 1) % 3 === 0
        ? { becomes: 'SUCCESS', afterMs: PROCESSING_MS }
        : { becomes: 'SUCCESS' },
    ...own.hubble,
  })
  return {
    masonhub,
    hubble,
    async [Symbol.asyncDispose]() {
      await masonhub.close()
      await hubble.close()
    },
  }
}
