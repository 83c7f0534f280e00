/** One line of CSV as Shopify writes it: quotes only where a value needs them. */
export function shopifyCsvLine(values: readonly string[]): string {
  return `${values.map(quoted).join(',')}\n`
}

function quoted(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
