/** Rounds of Tenon where the command line does not say: rounds of large answers take about as long as of small. */
export function roundPlan(
  bytes: number,
  { pairs, calls }: { readonly pairs?: number; readonly calls?: number },
): { pairs: number; calls: number } {
  return { pairs: pairs ?? 31, calls: calls ?? (bytes > 10_000 ? 1_000 : 4_000) }
}
