const QUOTE = '"'.charCodeAt(0)
const BACKSLASH = '\\'.charCodeAt(0)
const OPENING = new Set(['[', '{'].map((bracket) => bracket.charCodeAt(0)))
const CLOSING = new Set([']', '}'].map((bracket) => bracket.charCodeAt(0)))

export interface JsonMeasure {
  /** How deep arrays and objects are nested at most. */
  readonly depth: number
  /** How many strings there are, keys included. */
  readonly strings: number
}

/** Measures JSON text without parsing it, which is safe at any depth. */
export function measureJson(text: string): JsonMeasure {
  let depth = 0
  let deepest = 0
  let strings = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === BACKSLASH) index++
      else if (code === QUOTE) inString = false
    } else if (code === QUOTE) {
      inString = true
      strings++
    } else if (OPENING.has(code)) deepest = Math.max(deepest, ++depth)
    else if (CLOSING.has(code)) depth--
  }
  return { depth: deepest, strings }
}
