import { z } from 'zod'

const product = z.looseObject({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  amount: z.number(),
  denominations: z.array(z.number()),
  tags: z.array(z.string()),
})

/** What every contestant checks the answer with. */
export const productList = z.looseObject({ data: z.array(product), nextCursor: z.string().nullable() })
