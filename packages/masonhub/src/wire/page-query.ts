import { z } from 'zod'

/** The largest page; sent always, because the contract names two defaults. */
export const PAGE_SIZE = 100

/** How a page of a list is asked for. */
export const pageQuery = {
  /** Rows on a page, 1 to 100. Default 100. */
  limit: z.int().min(1).max(100).default(PAGE_SIZE),
  /** How many rows to leave out. Default 0. */
  offset: z.int().min(0).optional(),
}
