/** Milliseconds for a call in all. Nothing is documented; integrators give reads 8 s and orders 10 s. */
export const READ_TIMEOUT_MS = 15_000
/** Longer, because an answer that is lost costs a search for the order. */
export const CREATE_TIMEOUT_MS = 60_000
