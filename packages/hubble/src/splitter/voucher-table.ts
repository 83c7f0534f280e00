/** No combination. Twice of it still is a 32-bit number. */
export const NONE = 2 ** 30

/** The cheapest combinations of the denominations so far, by amount; one plane for each number of kinds that is told apart. */
export type Layer = readonly Int32Array<ArrayBuffer>[]

export interface Denominations {
  /** Rising, each once, in units of which all are multiples. */
  readonly values: readonly number[]
  /** Infinity stands for no limit. */
  readonly perOrder: number
  readonly perDenomination: number
}

/** Amounts, both included. */
interface Range {
  readonly from: number
  readonly to: number
}

/**
 * Steps of a table of cheapest combinations, one denomination after the other. A combination costs one `step` for each
 * voucher and 1 for each kind, so that the cheapest has the fewest vouchers and, of those, the fewest kinds.
 */
export class VoucherTable {
  /** What a voucher costs. */
  readonly step: number
  readonly #denominations: Denominations
  readonly #size: number
  /** One plane: kinds are only counted. More: a plane has the combinations of exactly so many kinds. */
  readonly #planes: number
  /** Scratch: the cheapest combinations that have the denomination in hand. */
  readonly #using: Int32Array<ArrayBuffer>

  constructor(denominations: Denominations, largest: number, planes: number) {
    this.step = denominations.values.length + 1
    this.#denominations = denominations
    this.#size = largest + 1
    this.#planes = planes
    this.#using = new Int32Array(this.#size)
  }

  /** No denomination yet: only nothing is possible. */
  start(): Layer {
    const layer = this.#empty()
    ;(layer[0] as Int32Array)[0] = 0
    return layer
  }

  /** Adds a denomination. Only amounts of the range are looked at. */
  add(before: Layer, value: number, range: Range): Layer {
    const after = this.#empty()
    const to = Math.min(range.to, this.#size - 1)
    const cap = this.capOf(value)
    const isFree = (cap + 1) * value > to - range.from
    for (const [plane, keep] of before.entries()) {
      const target = after[plane] as Int32Array<ArrayBuffer>
      const source = this.#planes === 1 ? keep : before[plane - 1]
      if (source === undefined) target.set(keep)
      else if (isFree) this.#addFreely(keep, source, target, value, { from: range.from, to })
      else this.#addCapped(keep, source, target, { value, cap }, { from: range.from, to })
    }
    return after
  }

  /** How often a denomination may be used. */
  capOf(value: number): number {
    const { perDenomination, perOrder } = this.#denominations
    return Math.min(perDenomination, perOrder, Math.floor((this.#size - 1) / value))
  }

  /** Any number of vouchers: each amount goes on from the one that has a voucher less. */
  #addFreely(
    keep: Int32Array,
    source: Int32Array,
    target: Int32Array,
    value: number,
    { from, to }: Range,
  ): void {
    const using = this.#using
    const { step } = this
    const most = this.#most()
    for (let amount = from; amount <= to; amount += 1) {
      const before = amount - value
      let cost = NONE
      // From below the range it could go on for longer than the limit of the denomination.
      if (before >= from) {
        cost = Math.min((source[before] as number) + step + 1, (using[before] as number) + step)
      }
      if (cost > most) cost = NONE
      using[amount] = cost
      target[amount] = Math.min(keep[amount] as number, cost)
    }
  }

  /** One voucher, and up to `cap - 1` more of it: in bundles of 1, 2, 4, … and a rest, which make every number of them. */
  #addCapped(
    keep: Int32Array,
    source: Int32Array,
    target: Int32Array,
    { value, cap }: { readonly value: number; readonly cap: number },
    { from, to }: Range,
  ): void {
    const { step } = this
    const most = this.#most()
    const more = this.#using
    more.set(source)
    for (let left = cap - 1, bundle = 1; left > 0; left -= bundle, bundle *= 2) {
      bundle = Math.min(bundle, left)
      const price = bundle * step
      const worth = bundle * value
      for (let amount = to; amount >= worth; amount -= 1) {
        const cost = (more[amount - worth] as number) + price
        if (cost < (more[amount] as number)) more[amount] = cost
      }
    }
    for (let amount = from; amount <= to; amount += 1) {
      const own = keep[amount] as number
      const cost = amount >= value && cap > 0 ? (more[amount - value] as number) + step + 1 : NONE
      target[amount] = cost > most ? own : Math.min(own, cost)
    }
  }

  /** What the most vouchers that an order may have cost, of whatever kinds. */
  #most(): number {
    return Math.min(NONE - 1, (this.#denominations.perOrder + 1) * this.step - 1)
  }

  #empty(): Int32Array<ArrayBuffer>[] {
    return Array.from({ length: this.#planes }, () => new Int32Array(this.#size).fill(NONE))
  }
}
