import { measureJson } from './measure-json.ts'

const DEEPEST = 64
const DIGITS_OF_UNSAFE_INTEGER = /\d{16}/

/** A body as JSON, or the problem with it in words that hold nothing of the body. */
export type ParsedBody =
  | { readonly isJson: true; readonly value: unknown; readonly text: string }
  | { readonly isJson: false; readonly problem: string }

/**
 * Parses a body that has come from outside: valid UTF-8 only, and not nested deeper than 64.
 *
 * @param parse default exactly, which takes ten times as long where the body has a long number: give `JSON.parse`
 * where nobody knows yet who sends
 */
export function parseBody(bytes: Uint8Array, parse: (text: string) => unknown = parseExactly): ParsedBody {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { isJson: false, problem: 'not valid UTF-8' }
  }
  // Before it is parsed: code that walks over a value that deep overflows its stack.
  if (measureJson(text).depth > DEEPEST) return { isJson: false, problem: `nested deeper than ${DEEPEST}` }
  try {
    return { isJson: true, value: parse(text), text }
  } catch {
    return { isJson: false, problem: 'not JSON' }
  }
}

/** An integer that JavaScript would round becomes the string of its digits: it is an id, and must stay one. */
function parseExactly(text: string): unknown {
  if (!DIGITS_OF_UNSAFE_INTEGER.test(text)) return JSON.parse(text)
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    Number.isInteger(value) && !Number.isSafeInteger(value) ? (context?.source ?? value) : value,
  )
}
