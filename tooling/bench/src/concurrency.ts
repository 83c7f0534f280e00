/** Calls under way at a time, and connections to make them over: every contestant has the same. */
export const CONCURRENCY = 64
