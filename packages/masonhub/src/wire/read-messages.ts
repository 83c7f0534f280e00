import { isRecord } from './is-record.ts'
import { vendorText } from './vendor-text.ts'

/** One thing that MasonHub says about an item. */
export interface VendorMessage {
  /** The field that it is about. */
  readonly field?: string
  /** The vendor's number for it, `'301'`, or its name where it has no number. */
  readonly code?: string
  /** At most 200 characters. */
  readonly message: string
}

const NUMBERED = /^\s*(?<code>\d{3})\s*:\s*(?<message>.*)$/s

/** Splits `301: has already been taken` into number and text. */
export function readMessage(text: string, field?: string, name?: string): VendorMessage {
  const { code = name, message = text } = NUMBERED.exec(text)?.groups ?? {}
  return {
    ...(field !== undefined && { field }),
    ...(code !== undefined && { code }),
    message: vendorText(message),
  }
}

/** Deeper than any form of the vendor's: what is nested deeper is not read. */
const DEEPEST = 4

/**
 * Reads what stands in `messages` or in its place: text, `{ field_name, errors }` (the contract),
 * `{ <field>: [text] }` (its sample), `{ code, message, field }` (later pages), one of them or a list.
 */
export function readMessages(said: unknown, field?: string, depth = 0): VendorMessage[] {
  if (typeof said === 'string') return said === '' ? [] : [readMessage(said, field)]
  if (depth === DEEPEST) return []
  const deeper = (inner: unknown, name?: string): VendorMessage[] => readMessages(inner, name, depth + 1)
  if (Array.isArray(said)) return said.flatMap((one) => deeper(one, field))
  if (!isRecord(said)) return []
  const named = textIn(said, 'field_name') ?? textIn(said, 'field') ?? field
  if ('errors' in said) return deeper(said['errors'], named)
  const message = textIn(said, 'message')
  if (message !== undefined) return [readMessage(message, named, textIn(said, 'code'))]
  return Object.entries(said).flatMap(([name, texts]) => deeper(texts, name))
}

function textIn(record: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = record[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}
