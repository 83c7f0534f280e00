/** Draws that come out the same for the same seed, on every machine. */
export interface SeededRandom {
  /** A whole number from 0 up to but not including `end`. */
  below(end: number): number
  /** True in `percent` of a hundred draws. */
  chance(percent: number): boolean
  /** One of some things. */
  pick<const T extends readonly [unknown, ...unknown[]]>(things: T): T[number]
}

/** The generator is mulberry32, by Tommy Ettinger, in the public domain. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed
  const below = (end: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
  }
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: (things) => things[below(things.length)] ?? things[0],
  }
}
