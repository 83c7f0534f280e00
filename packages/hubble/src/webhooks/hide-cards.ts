import { Secret } from '@tenon/core'

const HIDDEN = new Set(['cardnumber', 'cardpin'])

/**
 * The same body with its card numbers and PINs as `Secret`s, wherever they are: a body of a form that is not known
 * is kept for a person to look at, and must not be a heap of money in a database.
 */
export function hideCards(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(hideCards)
  if (typeof body !== 'object' || body === null) return body
  const entries = Object.entries(body).map(([name, value]: [string, unknown]) => [
    name,
    isText(value) && HIDDEN.has(name.toLowerCase()) ? new Secret(String(value)) : hideCards(value),
  ])
  return Object.fromEntries(entries)
}

function isText(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
}
