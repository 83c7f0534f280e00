import { inspect } from 'node:util'

const REDACTED = '[redacted]'
/** Tokens that were replaced stay known for a while: what was sent with them may fail later. */
const MOST_TOKENS = 1_000
/** What is shorter would be found in texts that have nothing to do with it. */
const SHORTEST = 6
const INSPECT_DEPTH = 6

/** Each known secret, with the forms in which it may turn up in a text. */
const lasting = new Map<string, readonly string[]>()
const passing = new Map<string, readonly string[]>()

/**
 * Has a credential replaced in every text that Tenon prints from now on.
 *
 * @param lifetime `'lasting'` for what a client was made with; of `'passing'` ones the last thousand are known
 */
export function hideEverywhere(value: string, lifetime: 'lasting' | 'passing'): void {
  if (value.length < SHORTEST || lasting.has(value)) return
  if (lifetime === 'lasting') {
    lasting.set(value, formsOf(value))
    return
  }
  const forms = passing.get(value) ?? formsOf(value)
  passing.delete(value)
  passing.set(value, forms)
  const [oldest] = passing.keys()
  if (passing.size > MOST_TOKENS && oldest !== undefined) passing.delete(oldest)
}

/** The text without the credentials in it: as they are, and URL-, base64-, hex- and JSON-escaped. */
export function scrub(text: string): string {
  let clean = text
  for (const known of [lasting, passing]) {
    for (const forms of known.values()) {
      for (const form of forms) if (clean.includes(form)) clean = clean.replaceAll(form, REDACTED)
    }
  }
  return clean
}

/**
 * An error of somebody else, fit to be a cause: its name, code, message and stack without credentials, and nothing
 * else, as libraries hang requests and answers on their errors.
 */
export function scrubCause(cause: unknown): unknown {
  if (cause === undefined || isClean(cause)) return cause
  if (!(cause instanceof Error)) return scrub(inspect(cause, { depth: INSPECT_DEPTH }))
  const copy: Error & { code?: unknown } = new Error(scrub(cause.message))
  copy.name = cause.name
  if (cause.stack !== undefined) copy.stack = scrub(cause.stack)
  if ('code' in cause && typeof cause.code === 'string') copy.code = scrub(cause.code)
  if (cause.cause !== undefined) copy.cause = scrubCause(cause.cause)
  return copy
}

/** An error of Tenon's own was scrubbed when it was made. */
function isClean(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && Symbol.for('tenon.error') in cause
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  const forms = [
    value,
    encodeURIComponent(value.toWellFormed()),
    encodeURIComponent(value.toWellFormed()).toLowerCase(),
    JSON.stringify(value).slice(1, -1),
    JSON.stringify(JSON.stringify(value)).slice(3, -3),
    bytes.toString('hex'),
    ...base64Forms(bytes),
  ]
  // The longest first: a form may contain a shorter one.
  return [...new Set(forms)].toSorted((one, other) => other.length - one.length)
}

/** Inside a longer text, base64 of the same bytes has three forms; the ends depend on what stands beside them. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
    const whole = shifted.subarray(0, shifted.length - (shifted.length % 3)).toString('base64')
    const inner = offset === 0 ? whole : whole.slice(4)
    return inner.length < SHORTEST ? [] : [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
