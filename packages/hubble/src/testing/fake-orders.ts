import type { Clock, Timer } from '@tenon/core'
import type { Books, FakeAnswer, FakeHandler } from '@tenon/core/testing'
import { z } from 'zod'

import type { OrderRequest } from '../schemas/order-request.ts'
import type { FakeCatalogue } from './fake-catalogue.ts'
import type { HubbleFakeSettings, OrderScript } from './fake-settings.ts'
import type { FakeWallet } from './fake-wallet.ts'
import type { FakeWebhooks } from './fake-webhooks.ts'
import { inventDigits } from './invent.ts'
import { orderProblem } from './order-problem.ts'
import { notFound, vendorError } from './vendor-error.ts'

/** An order in the fake's books. */
export interface FakeOrder {
  readonly id: string
  readonly referenceId: string
  readonly productId: string
  /** Rupees. */
  readonly amount: number
  readonly lines: OrderRequest['denominationDetails']
  readonly script: OrderScript
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly isSettled: boolean
  /** When it came to its end, in milliseconds since 1970. */
  readonly settledAt: number | null
  readonly status: string
  readonly vouchers: readonly FakeVoucher[]
  readonly failureReason: string | null
}

export interface FakeVoucher {
  readonly id: string
  readonly cardType: string
  readonly cardNumber: string
  readonly cardPin: string
  readonly validTill: string
  readonly amount: number
}

export interface FakeOrdersSetup {
  readonly settings: HubbleFakeSettings
  readonly books: Books
  readonly clock: Clock
  readonly catalogue: FakeCatalogue
  readonly wallet: FakeWallet
  readonly webhooks: FakeWebhooks
  readonly seed: number
}

export interface FakeOrders {
  readonly all: readonly FakeOrder[]
  readonly create: FakeHandler
  readonly get: FakeHandler<'orderId'>
  readonly getByReference: FakeHandler<'referenceId'>
  /** Stops the clocks of orders that are not settled. They go on when the books are opened again. */
  close(): void
}

const received = z.looseObject({
  productId: z.string().min(1),
  referenceId: z.string().min(1).max(40),
  amount: z.number().positive(),
  denominationDetails: z
    .array(z.looseObject({ denomination: z.number().positive(), quantity: z.int().min(1) }))
    .min(1),
})

export function createFakeOrders(setup: FakeOrdersSetup): FakeOrders {
  const { settings, books, clock, catalogue, wallet, webhooks, seed } = setup
  const orders = books.collection<FakeOrder>('orders')
  const references = books.collection<string>('references')
  const timers = new Map<string, Timer>()

  function open(request: OrderRequest): FakeOrder {
    const { referenceId, productId, amount, denominationDetails: lines } = request
    const number = String(orders.size + 1)
    const { lifecycle } = settings
    const script = typeof lifecycle === 'function' ? lifecycle({ referenceId, productId }) : lifecycle
    const order: FakeOrder = {
      id: `01HUBORDER${String(seed).padStart(6, '0')}${number.padStart(10, '0')}`,
      referenceId,
      productId,
      amount,
      lines,
      script,
      createdAt: clock.wall(),
      isSettled: false,
      settledAt: null,
      status: script.meanwhile ?? 'PROCESSING',
      vouchers: [],
      failureReason: null,
    }
    wallet.enter({ kind: 'debit', orderId: order.id, referenceId, amount })
    orders.set(order.id, order)
    references.set(referenceId, order.id)
    tellLowBalance(amount)
    return (script.afterMs ?? 0) > 0 ? wait(order) : settle(order)
  }

  function wait(order: FakeOrder): FakeOrder {
    at(order.id, order.createdAt + (order.script.afterMs ?? 0), () => {
      const { id, status } = settle(order)
      webhooks.send('order', { id, status })
    })
    return order
  }

  function settle(order: FakeOrder): FakeOrder {
    const { becomes } = order.script
    const isGone = becomes !== 'SUCCESS' && becomes !== 'PROCESSING'
    const { id: orderId, referenceId, amount } = order
    if (isGone) wallet.enter({ kind: 'reversal', orderId, referenceId, amount })
    const settled = {
      ...order,
      isSettled: true,
      settledAt: clock.wall(),
      status: becomes,
      vouchers: becomes === 'SUCCESS' ? makeVouchers(order) : [],
      failureReason: becomes === 'FAILED' ? 'the brand could not make the vouchers' : null,
    }
    orders.set(orderId, settled)
    return reverseLater(settled)
  }

  /** Money may come back after the vouchers were handed out. */
  function reverseLater(order: FakeOrder): FakeOrder {
    const { reversedAfterMs } = order.script
    if (reversedAfterMs === undefined || order.status !== 'SUCCESS') return order
    at(order.id, (order.settledAt ?? 0) + reversedAfterMs, () => {
      const { id: orderId, referenceId, amount } = order
      wallet.enter({ kind: 'reversal', orderId, referenceId, amount })
      orders.set(orderId, { ...order, status: 'REVERSED', vouchers: [] })
      webhooks.send('order', { id: orderId, status: 'REVERSED' })
    })
    return order
  }

  /** By the wall clock, so that it also comes when the books are opened again later. */
  function at(orderId: string, wall: number, happen: () => void): void {
    const timer = clock.setTimer(Math.max(0, wall - clock.wall()), () => {
      timers.delete(orderId)
      happen()
    })
    timers.set(orderId, timer)
  }

  function tellLowBalance(spent: number): void {
    const { balance } = wallet
    const threshold = settings.lowBalance
    if (balance < threshold && balance + spent >= threshold) webhooks.send('wallet', { balance, threshold })
  }

  function show(order: FakeOrder): FakeAnswer {
    const { id, referenceId, status, failureReason } = order
    const vouchers = order.vouchers.map((voucher) =>
      settings.dialect === 'v1' ? { ...voucher, amount: String(voucher.amount) } : voucher,
    )
    return { status: 200, body: { id, referenceId, status, vouchers, failureReason } }
  }

  /** An order that breaks a rule. Numbers that are made up come with 500, as an error of the vendor's own. */
  function refuse(referenceId: string, id: string): FakeAnswer {
    if (settings.refusalsUseReferences) references.set(referenceId, 'refused')
    return vendorError(/^E1\d\d$/.test(id) ? 400 : 500, id, 'the order breaks a rule of the brand')
  }

  for (const order of orders.values()) {
    if (order.isSettled) reverseLater(order)
    else wait(order)
  }

  return {
    get all() {
      return [...orders.values()]
    },
    create({ body }) {
      const { data: request } = received.safeParse(body)
      if (request === undefined) return vendorError(400, 'E000', 'the order is not complete', 'BAD_REQUEST')
      const usedBy = references.get(request.referenceId)
      const existing = orders.get(usedBy ?? '')
      if (existing !== undefined && settings.duplicates === 'existing') return show(existing)
      if (usedBy !== undefined) {
        return vendorError(409, 'E000', 'this reference was used before', 'DUPLICATE_REFERENCE')
      }
      const product = catalogue.find(request.productId)
      if (product === undefined) return notFound('no such product')
      const problem = orderProblem(product, request)
      if (problem !== undefined) return refuse(request.referenceId, problem)
      if (!wallet.covers(request.amount)) {
        return vendorError(settings.lowWalletStatus, 'E300', 'the balance is too low', 'INSUFFICIENT_BALANCE')
      }
      return show(open(request))
    },
    get({ parameters }) {
      const order = orders.get(parameters.orderId)
      return order === undefined ? notFound('no such order') : show(order)
    },
    getByReference({ parameters }) {
      const order = orders.get(references.get(parameters.referenceId) ?? '')
      const isVisible = order !== undefined && clock.wall() >= order.createdAt + settings.byReferenceDelayMs
      return isVisible ? show(order) : notFound('no such order')
    },
    close() {
      for (const timer of timers.values()) clock.clearTimer(timer)
      timers.clear()
    },
  }
}

function makeVouchers({ id, lines }: FakeOrder): FakeVoucher[] {
  return lines
    .flatMap(({ denomination, quantity }) => Array.from({ length: quantity }, () => denomination))
    .map((amount, index) => ({
      id: `${id}V${index + 1}`,
      cardType: 'CARD_AND_PIN_NO_SECURED',
      cardNumber: inventDigits(16, id, index, 'number'),
      cardPin: inventDigits(8, id, index, 'pin'),
      validTill: '2030-12-31',
      amount,
    }))
}
