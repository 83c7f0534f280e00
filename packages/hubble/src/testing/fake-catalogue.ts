import type { FakeHandler } from '@tenon/core/testing'

import type { AmountRestrictions } from '../schemas/amount-restrictions.ts'
import type { HubbleFakeSettings } from './fake-settings.ts'
import { notFound } from './vendor-error.ts'

/** A product of the fake's, as V3 of the docs spells it. */
export interface FakeProduct {
  readonly id: string
  readonly title: string
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly denominationType: 'FIXED' | 'FLEXIBLE'
  readonly category: readonly string[]
  readonly amountRestrictions: AmountRestrictions | null
  /** Orders of it are refused with this number, whatever they are: `'E101'` is not enabled, `'E100'` off for a while. */
  readonly refusal?: string
}

const unlimited: AmountRestrictions = {
  minOrderAmount: null,
  maxOrderAmount: null,
  minVoucherAmount: null,
  maxVoucherAmount: null,
  maxVouchersPerOrder: null,
  maxVouchersPerDenomination: null,
  maxDenominationsPerOrder: null,
  denominations: null,
}

function makeProduct(
  name: string,
  denominationType: FakeProduct['denominationType'],
  limits: Partial<AmountRestrictions> | null,
  rest: Partial<FakeProduct> = {},
): FakeProduct {
  return {
    id: `01HUBPRODUCT${name.toUpperCase().padStart(14, '0')}`,
    title: name,
    status: 'ACTIVE',
    denominationType,
    category: ['SHOPPING'],
    amountRestrictions: limits && { ...unlimited, ...limits },
    ...rest,
  }
}

const bounds = { minOrderAmount: 100, maxOrderAmount: 10_000 }
const counts = { maxVouchersPerOrder: 10, maxVouchersPerDenomination: 5, maxDenominationsPerOrder: 3 }

/** The catalogue: one product of each kind that a client has to cope with. */
export const fakeProducts: readonly FakeProduct[] = [
  makeProduct('Bazaar', 'FIXED', { ...bounds, ...counts, denominations: [100, 200, 500, 1000] }),
  makeProduct('Kitab', 'FIXED', { denominations: [250, 1000] }, { category: ['BOOKS', 'GIFTS'] }),
  makeProduct(
    'Chaiwala',
    'FLEXIBLE',
    { ...bounds, ...counts, minVoucherAmount: 50, maxVoucherAmount: 2000 },
    { category: ['FOOD'] },
  ),
  makeProduct('Safar', 'FLEXIBLE', {}, { category: ['TRAVEL'] }),
  makeProduct('Sangeet', 'FLEXIBLE', null, { category: ['MUSIC'] }),
  makeProduct('Purana', 'FIXED', { denominations: [500] }, { status: 'INACTIVE' }),
  makeProduct('Nishiddh', 'FLEXIBLE', {}, { refusal: 'E101' }),
  makeProduct('Viram', 'FLEXIBLE', {}, { refusal: 'E100' }),
]

export interface FakeCatalogue {
  find(id: string): FakeProduct | undefined
  replace(product: FakeProduct): void
  remove(id: string): void
  readonly all: readonly FakeProduct[]
  readonly list: FakeHandler
  readonly get: FakeHandler<'productId'>
}

export function createFakeCatalogue(settings: HubbleFakeSettings): FakeCatalogue {
  const products = new Map(fakeProducts.map((one) => [one.id, one]))

  function toWire(product: FakeProduct): object {
    const { id, title, status, denominationType, category, amountRestrictions } = product
    const fields = {
      id,
      title,
      status,
      denominationType,
      tags: [title.toLowerCase()],
      brandDescription: null,
      cardType: 'CARD_AND_PIN_NO_SECURED',
      redemptionType: 'ONLINE',
    }
    if (settings.dialect === 'v3') return { ...fields, category, amountRestrictions }
    const {
      minOrderAmount: minAmount,
      maxOrderAmount: maxAmount,
      ...limits
    } = amountRestrictions ?? unlimited
    return {
      ...fields,
      categories: category,
      amountRestrictions: amountRestrictions && { ...limits, minAmount, maxAmount },
    }
  }

  function cursorAfter(pageNo: number, limit: number, hasMore: boolean): unknown {
    if (!hasMore) return null
    return settings.dialect === 'v1' ? { pageNo: pageNo + 1, limit } : `page-${pageNo + 1}`
  }

  return {
    find: (id) => products.get(id),
    replace: (changed) => void products.set(changed.id, changed),
    remove: (id) => void products.delete(id),
    get all() {
      return [...products.values()]
    },
    list({ url }) {
      const { q, category, pageNo, limit = '50' } = Object.fromEntries(url.searchParams)
      const found = [...products.values()].filter(
        (one) =>
          one.title.toLowerCase().includes(q?.toLowerCase() ?? '') &&
          (category === undefined || one.category.includes(category)),
      )
      if (pageNo === undefined) return { status: 200, body: { data: found.map(toWire), nextCursor: null } }
      const start = (Number(pageNo) - 1) * Number(limit)
      const end = start + Number(limit)
      const nextCursor = cursorAfter(Number(pageNo), Number(limit), end < found.length)
      return { status: 200, body: { data: found.slice(start, end).map(toWire), nextCursor } }
    },
    get({ parameters }) {
      const found = products.get(parameters.productId)
      return found === undefined ? notFound('no such product') : { status: 200, body: toWire(found) }
    },
  }
}
