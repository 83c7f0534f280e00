import { z } from 'zod'

/**
 * What is left untyped on purpose, and why: by operation (`GET /orders`), event (`orderEvent`) or schema of the
 * contract (`schema:order`), then by path. In an operation a path begins with `query`, `body` or `response`, in
 * an event with `data`. It stands for what lies below it too; `*` is the whole of the operation or event.
 */
export const exceptions = z.record(z.string(), z.record(z.string(), z.string().min(1)))

export interface Exceptions extends z.output<typeof exceptions> {}
