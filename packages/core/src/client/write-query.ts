import { InputProblem } from './input-problem.ts'

/** Writes checked parameters as a query string, `?` included; what is undefined or null is left out. */
export function writeQuery(parameters: unknown, arrayStyle: 'comma' | 'repeat'): string {
  const pairs: string[] = []
  for (const [name, value] of Object.entries(parameters as Record<string, unknown>)) {
    if (value === undefined || value === null) continue
    const key = encodeURIComponent(name)
    if (!Array.isArray(value)) pairs.push(`${key}=${encode(name, value)}`)
    else if (arrayStyle === 'comma') pairs.push(`${key}=${value.map((item) => encode(name, item)).join(',')}`)
    else pairs.push(...value.map((item) => `${key}=${encode(name, item)}`))
  }
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function encode(name: string, value: unknown): string {
  if (!['string', 'number', 'boolean', 'bigint'].includes(typeof value))
    throw new InputProblem([`${name}: cannot be written into a query`])
  return encodeURIComponent(String(value).toWellFormed())
}
