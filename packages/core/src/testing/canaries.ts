/** Secrets that are planted in a test, to be looked for in everything that is printed or written. */
export interface Canaries {
  /** A value that occurs nowhere else. */
  plant(name: string): string
  /** Watches for a value that somebody else made. */
  watch(name: string, value: string): void
  /** The names of the canaries found in a text, in plain, URL-encoded, base64, hex or JSON-escaped form. */
  findIn(text: string): string[]
}

export function createCanaries(seed: string): Canaries {
  const planted = new Map<string, string>()

  function watch(name: string, value: string): void {
    planted.set(name, value)
  }

  return {
    plant(name) {
      const value = `canary-${name}-${seed}-${planted.size}`
      watch(name, value)
      return value
    },
    watch,
    findIn: (text) =>
      [...planted]
        .filter(([, value]) => shapesOf(value).some((shape) => text.includes(shape)))
        .map(([name]) => name),
  }
}

function shapesOf(value: string): string[] {
  const bytes = Buffer.from(value)
  return [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('hex'),
    // Base64 of a longer text that contains the value: three alignments, without the ends that depend on neighbours.
    ...[0, 1, 2].map((offset) =>
      Buffer.concat([Buffer.alloc(offset), bytes])
        .toString('base64')
        .slice(offset === 0 ? 0 : offset + 1, -4),
    ),
  ]
}
