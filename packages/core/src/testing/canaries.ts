/** Secrets that are planted in a test, to be looked for in everything that is printed or written. */
export interface Canaries {
  /** A value that occurs nowhere else. */
  plant(name: string): string
  /** Watches for a value that somebody else made. */
  watch(name: string, value: string): void
  /** The names of the canaries found in a text: as they are, or URL-, base64-, hex- or JSON-escaped. */
  findIn(text: string): string[]
}

export function createCanaries(seed: string): Canaries {
  const planted = new Map<string, readonly string[]>()

  function watch(name: string, value: string): void {
    planted.set(name, shapesOf(value))
  }

  return {
    plant(name) {
      const value = `canary-${name}-${seed}-${planted.size}`
      watch(name, value)
      return value
    },
    watch,
    findIn: (text) =>
      [...planted].filter(([, shapes]) => shapes.some((shape) => text.includes(shape))).map(([name]) => name),
  }
}

/** Written apart from the scrubber's own list of forms, which is what it judges. */
function shapesOf(value: string): string[] {
  const percent = encodeURIComponent(value.toWellFormed())
  const quoted = JSON.stringify(value).slice(1, -1)
  const hex = Buffer.from(value).toString('hex')
  const base64 = [0, 1, 2].map((offset) => base64Inside(value, offset))
  return [
    ...new Set([
      value,
      percent,
      percent.replaceAll(/%../g, (escape) => escape.toLowerCase()),
      new URLSearchParams([['', value]]).toString().slice(1),
      quoted,
      JSON.stringify(quoted).slice(1, -1),
      hex,
      hex.toUpperCase(),
      ...base64,
      ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ]
}

/** Base64 of the value behind some other bytes, without the characters that depend on what stands beside it. */
function base64Inside(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)])
  return bytes.toString('base64').slice(Math.ceil((offset * 4) / 3), Math.floor(bytes.length / 3) * 4)
}
