import { isGiven } from './is-given.ts'
import { isRecord } from './is-record.ts'

/**
 * A value that was read, with what reading it left out: a field that came out as undefined though the vendor gives one,
 * a list that got shorter. What was left out comes as the vendor has it, so that a check of the whole finds and names
 * it; a number where text belongs is text, as long as no digit of it is in doubt.
 */
export function asReceived(read: unknown, raw: unknown): unknown {
  if (!isGiven(read)) return isGiven(raw) ? asText(raw) : read
  if (Array.isArray(read) && Array.isArray(raw)) {
    const all = raw.filter((one) => one !== null)
    if (all.length !== read.length) return all.map(asText)
    return read.map((one, index) => asReceived(one, all[index]))
  }
  if (!isRecord(read) || !isRecord(raw)) return read
  const keys = new Set([...Object.keys(read), ...Object.keys(raw)])
  return Object.fromEntries([...keys].map((key) => [key, asReceived(read[key], raw[key])]))
}

function asText(raw: unknown): unknown {
  if (typeof raw !== 'number') return raw
  // What is larger has lost digits already when its JSON was read.
  return Number.isSafeInteger(raw) || !Number.isInteger(raw) ? String(raw) : raw
}
