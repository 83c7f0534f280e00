import type { FakeHandler } from '@tenon/core/testing'

import { cohortRequest, type CohortRequest } from '../schemas/cohort.ts'
import { coinCredit } from '../schemas/coins.ts'
import { couponRequest, type CouponRequest } from '../schemas/coupon-request.ts'
import { toPaise } from '../schemas/paise.ts'
import type { FakeCatalogue } from './fake-catalogue.ts'
import { invent } from './invent.ts'
import { vendorError } from './vendor-error.ts'

/** What the embedded store's side of the fake was told. */
export interface FakeStoreBooks {
  readonly cohorts: readonly CohortRequest[]
  readonly coupons: readonly CouponRequest[]
  /** By the credit's idempotency key. */
  readonly coinCredits: ReadonlyMap<string, FakeCoinCredit>
}

export interface FakeCoinCredit {
  readonly transactionId: string
  readonly userId: string
  readonly amount: number
}

export interface FakeStoreServices {
  readonly books: FakeStoreBooks
  readonly createCohort: FakeHandler
  readonly listDiscounts: FakeHandler
  readonly createCoupon: FakeHandler
  readonly coinBalance: FakeHandler<'userId'>
  readonly creditCoins: FakeHandler
  /** The form of its answer is made up: the docs do not show it. */
  readonly search: FakeHandler
}

/** Cohorts, discounts, coupons and coins: kept in memory. */
export function createFakeStoreServices(catalogue: FakeCatalogue, seed: number): FakeStoreServices {
  const cohorts = new Map<string, CohortRequest>()
  const coupons = new Map<string, CouponRequest>()
  const coinCredits = new Map<string, FakeCoinCredit>()

  const keyOf = (title: string): string => title.toLowerCase()
  const knowsBrand = (key: string): boolean => catalogue.all.some(({ title }) => keyOf(title) === key)

  return {
    books: {
      get cohorts() {
        return [...cohorts.values()]
      },
      get coupons() {
        return [...coupons.values()]
      },
      coinCredits,
    },
    createCohort({ body }) {
      const { data: cohort } = cohortRequest.safeParse(body)
      if (cohort === undefined) return incomplete()
      if (cohorts.has(cohort.cohortName)) return vendorError(400, 'E000', 'the cohort exists', 'CONFLICT')
      if (!cohort.brandDiscounts.every(({ brandKey }) => knowsBrand(brandKey)))
        return vendorError(400, 'E101', 'a brand is not available')
      cohorts.set(cohort.cohortName, cohort)
      return { status: 200, body: cohort }
    },
    listDiscounts: () => ({
      status: 200,
      body: catalogue.all.map(({ id, title }, index) => ({
        brandId: id,
        brandKey: keyOf(title),
        defaultDiscount: 2.5,
        overridenDiscount: index % 2 === 0 ? null : 4,
        rewardType: index % 2 === 0 ? 'DISCOUNT' : 'CASHBACK',
      })),
    }),
    createCoupon({ body }) {
      const { data: coupon } = couponRequest.safeParse(body)
      if (coupon === undefined) return incomplete()
      const code = coupon.code.toUpperCase()
      if (coupons.has(code)) return vendorError(400, 'E000', 'the code exists', 'CONFLICT')
      coupons.set(code, { ...coupon, code })
      return { status: 200, body: { ...coupon, code } }
    },
    coinBalance({ parameters: { userId } }) {
      const ofUser = [...coinCredits.values()].filter((credit) => credit.userId === userId)
      const available = ofUser.reduce((sum, { amount }) => sum + toPaise(amount), 0) / 100
      return {
        status: 200,
        body: { userId, available, held: 0, consumed: 0, expired: 0, total: available },
      }
    },
    search({ url: { searchParams } }) {
      const q = searchParams.get('q')?.toLowerCase() ?? ''
      const wanted = searchParams.getAll('category')
      const found = catalogue.all.filter(
        ({ title, category }) =>
          title.toLowerCase().includes(q) &&
          (wanted.length === 0 || category.some((one) => wanted.includes(one))),
      )
      return { status: 200, body: { data: found.map(({ id, title }) => ({ id, title })) } }
    },
    creditCoins({ body }) {
      const { data: credit } = coinCredit.safeParse(body)
      if (credit === undefined) return incomplete()
      const { userId, amount, idempotencyKey } = credit
      const entry = coinCredits.get(idempotencyKey) ?? {
        transactionId: invent(seed, 'coin credit', idempotencyKey).slice(0, 26),
        userId,
        amount,
      }
      coinCredits.set(idempotencyKey, entry)
      return {
        status: 201,
        body: { transactionId: entry.transactionId, userId: entry.userId, type: 'CREDIT' },
      }
    },
  }
}

function incomplete() {
  return vendorError(400, 'E000', 'the request is not complete', 'BAD_REQUEST')
}
