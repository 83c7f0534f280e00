/** Writes checked parameters as a query string, `?` included; what is undefined or null is left out. */
export function writeQuery(parameters: unknown, arrayStyle: 'comma' | 'repeat'): string {
  const pairs: string[] = []
  for (const [name, value] of Object.entries(parameters as Record<string, unknown>)) {
    if (value === undefined || value === null) continue
    const key = encodeURIComponent(name)
    if (!Array.isArray(value)) pairs.push(`${key}=${encode(value)}`)
    else if (arrayStyle === 'comma') pairs.push(`${key}=${value.map(encode).join(',')}`)
    else pairs.push(...value.map((item) => `${key}=${encode(item)}`))
  }
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function encode(value: unknown): string {
  return encodeURIComponent(String(value).toWellFormed())
}
