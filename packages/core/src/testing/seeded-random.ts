import type { Random } from '../clock/random.ts'

/** The same seed gives the same numbers and UUIDs, on every machine (the generator is mulberry32). */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0

  function nextWord(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  return {
    fraction: () => nextWord() / 2 ** 32,
    uuid() {
      const hex = Array.from({ length: 4 }, () => nextWord().toString(16).padStart(8, '0')).join('')
      const variant = '89ab'[Number.parseInt(hex[16] as string, 16) & 3] as string
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `${variant}${hex.slice(17, 20)}`,
        hex.slice(20),
      ].join('-')
    },
  }
}
