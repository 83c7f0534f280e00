/** A status word without case and separators: `at_warehouse`, `atWarehouse` and `At-Warehouse` are one. */
export function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]/g, '')
}
