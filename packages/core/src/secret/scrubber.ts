const REDACTED = '[redacted]'
/** Tokens that were replaced stay known for a while: what was sent with them may fail later. */
const MOST_TOKENS = 100
/** What is shorter would be found in texts that have nothing to do with it. */
const SHORTEST = 6
/** A vendor's message may be a whole page. In characters. */
const LONGEST_TEXT = 10_000
/** A chain of causes may be a circle. */
const MOST_CAUSES = 10
/** What moves the cursor, ends the line or turns the text around where a log is read. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu
const CONTROLS_IN_LINES = /(?:(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}])+/gu

/** Each known secret, with the forms in which it may turn up in a text. */
const lasting = new Map<string, readonly string[]>()
const passing = new Map<string, readonly string[]>()

/** All forms, the longest first: a secret may contain a shorter one. Made when a text is scrubbed. */
let sorted: readonly string[] | undefined

/**
 * Has a credential replaced in every text that Tenon prints from now on.
 *
 * @param lifetime `'lasting'` while it is in use; once it was replaced it is `'passing'`, and of those the last hundred
 *   are known
 */
export function hideEverywhere(value: string, lifetime: 'lasting' | 'passing'): void {
  const known = lifetime === 'lasting' ? lasting : passing
  if (value.length < SHORTEST || (lifetime === 'lasting' && known.has(value))) return
  const forms = lasting.get(value) ?? passing.get(value) ?? formsOf(value)
  lasting.delete(value)
  passing.delete(value)
  known.set(value, forms)
  const [oldest] = passing.keys()
  if (passing.size > MOST_TOKENS && oldest !== undefined) passing.delete(oldest)
  sorted = undefined
}

/**
 * The text as one line, cut where it is a page, without the credentials in it: as they are, and URL-, base64-, hex-
 * and JSON-escaped. What controls a terminal becomes a space: taken out, it would join what stands beside it.
 */
export function scrub(text: string): string {
  return printable(text, CONTROLS)
}

function printable(text: string, controls: RegExp): string {
  sorted ??= [...lasting.values(), ...passing.values()]
    .flat()
    .toSorted((one, other) => other.length - one.length)
  let clean = text
  for (const form of sorted) if (clean.includes(form)) clean = clean.replaceAll(form, REDACTED)
  return clean.slice(0, LONGEST_TEXT).replaceAll(controls, ' ')
}

/**
 * An error of somebody else, fit to be a cause: its name, code, message and stack without credentials, and nothing
 * else, as libraries hang requests and answers on their errors. Of an object that is no error, the names in it.
 */
export function scrubCause(cause: unknown): unknown {
  try {
    return copyOf(cause, 0)
  } catch {
    return 'an error that cannot be read'
  }
}

function copyOf(cause: unknown, depth: number): unknown {
  if (cause === undefined || isClean(cause)) return cause
  if (typeof cause === 'object' && !(cause instanceof Error)) {
    return scrub(`${Object.prototype.toString.call(cause)} with ${Object.keys(cause ?? {}).join(', ')}`)
  }
  if (!(cause instanceof Error)) return scrub(String(cause as string))
  const message = String(cause.message)
  const copy: Error & { code?: unknown } = new Error(scrub(message))
  copy.name = scrub(String(cause.name))
  // Its lines are the frames; the message in it is one line.
  const stack = String(cause.stack ?? '').replace(message, () => copy.message)
  if (stack !== '') copy.stack = printable(stack, CONTROLS_IN_LINES)
  if ('code' in cause && typeof cause.code === 'string') copy.code = scrub(cause.code)
  if (cause.cause !== undefined && depth < MOST_CAUSES) copy.cause = copyOf(cause.cause, depth + 1)
  return copy
}

/** An error of Tenon's own was scrubbed when it was made. */
function isClean(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && Symbol.for('tenon.error') in cause
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  const percent = encodeURIComponent(value.toWellFormed())
  const hex = bytes.toString('hex')
  const forms = [
    value,
    percent,
    percent.replaceAll(/%../g, (escape) => escape.toLowerCase()),
    new URLSearchParams([['', value]]).toString().slice(1),
    JSON.stringify(value).slice(1, -1),
    JSON.stringify(JSON.stringify(value)).slice(3, -3),
    hex,
    hex.toUpperCase(),
    ...base64Forms(bytes),
  ]
  return [...new Set(forms)]
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
