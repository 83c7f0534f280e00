import type { Stop } from './stop.ts'

/** How the narrowing down goes, for all chunks of a batch. */
export interface Narrowing {
  /** Chunks in a row of which the vendor took not even a single item by itself. */
  fruitless: number
  /** Has the vendor answered any request of the batch item by item? Then it is the right address. */
  wasAnswered: boolean
}

/** After so many chunks it is the request that is refused, and not its items: no more are taken apart. */
const MOST_FRUITLESS = 2

/**
 * Sends items in one request, and where the vendor refuses the request as a whole, its halves, down to the items
 * that it is about: one bad item takes no good one with it. It takes at most twice as many requests as items.
 *
 * @param send resolves to false if the request was refused as a whole; not divisible, its items are then refused
 */
export async function sendNarrowing<T>(
  items: readonly T[],
  send: (items: readonly T[], isDivisible: boolean) => Promise<boolean>,
  narrowing: Narrowing,
  stop: Pick<Stop, 'reason'>,
): Promise<void> {
  let wasDivided = false
  let wasTaken = false

  async function sendPart(part: readonly T[]): Promise<void> {
    if (stop.reason !== undefined) return
    const isDivisible = part.length > 1 && narrowing.fruitless < MOST_FRUITLESS
    if (await send(part, isDivisible)) {
      wasTaken = true
    } else if (isDivisible) {
      wasDivided = true
      const middle = Math.ceil(part.length / 2)
      await sendPart(part.slice(0, middle))
      await sendPart(part.slice(middle))
    }
  }

  await sendPart(items)
  if (wasTaken) narrowing.fruitless = 0
  else if (wasDivided) narrowing.fruitless += 1
}
