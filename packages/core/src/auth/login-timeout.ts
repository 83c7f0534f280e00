/** Milliseconds for one login in all, its retries included. */
export const LOGIN_TIMEOUT_MS = 15_000
