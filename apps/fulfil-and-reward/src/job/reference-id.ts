import { createHash } from 'node:crypto'

/**
 * The reference of an order's gift card: always the same for the same order, different for every other, at most
 * 40 characters. Hubble creates one gift-card order for a reference at most, so this is what makes a reward happen
 * once, whatever fails in between.
 */
export function referenceId(prefix: string, orderName: string): string {
  const readable = orderName.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 12)
  const digest = createHash('sha256').update(orderName).digest('hex').slice(0, 10)
  return `${prefix}-${readable}-${digest}`
}
