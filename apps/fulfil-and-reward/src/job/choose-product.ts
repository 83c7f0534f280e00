import { HttpError } from '@tenon/core'
import type { Product } from '@tenon/hubble'

import { UsageError } from '../usage-error.ts'
import type { JobParts } from './job-parts.ts'

/**
 * Finds the brand of the gift cards, before anything is sent: the one that was asked for, or the first that offers
 * the amount.
 *
 * @throws UsageError when there is none, or the one that was asked for does not offer the amount
 */
export async function chooseProduct(
  { hubble, settings, store }: JobParts,
  signal: AbortSignal,
): Promise<void> {
  if ((await store.facts.get('product')) !== undefined) return
  const { productId, amountMinor } = settings.reward
  const amount = amountMinor / 100
  if (productId === undefined) {
    for await (const brand of hubble.products.list.items({}, { signal })) {
      const faceValues = brand.amountRestrictions?.denominations ?? []
      if (brand.status === 'ACTIVE' && faceValues.includes(amount))
        return void (await store.facts.keep('product', brand.id))
    }
    throw new UsageError(`no active brand at Hubble offers a voucher of ${amount} rupees: change --reward`)
  }
  const brand = await hubble.products.get({ productId }, { signal }).catch((error: unknown) => {
    if (HttpError.isInstance(error) && error.status === 404)
      throw new UsageError(`Hubble has no product ${productId}`)
    throw error
  })
  if (!offers(brand, amount)) {
    throw new UsageError(`the product ${productId} is not active, or offers no voucher of ${amount} rupees`)
  }
  await store.facts.keep('product', brand.id)
}

function offers({ status, denominationType, amountRestrictions: limits }: Product, amount: number): boolean {
  if (status !== 'ACTIVE') return false
  if (limits === null) return true
  if (denominationType !== 'FLEXIBLE') return limits.denominations?.includes(amount) === true
  return (
    amount >= (limits.minVoucherAmount ?? 0) &&
    amount <= (limits.maxVoucherAmount ?? Number.POSITIVE_INFINITY)
  )
}
