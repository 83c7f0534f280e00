/** Milliseconds by which the vendor's clock and ours may differ. */
export const CLOCK_SKEW_MS = 60_000
