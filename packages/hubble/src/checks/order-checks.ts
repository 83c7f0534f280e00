import { HttpError, type CallRecord, type Clock, type Logger, type TenonError } from '@tenon/core'

import { hubbleErrorAdvice } from '../errors/hubble-error-advice.ts'
import { notSent } from '../orders/not-sent.ts'
import type { OrderRequest } from '../schemas/order-request.ts'
import type { CheckMode } from './check-mode.ts'
import { checkOrder, type OrderProblem } from './check-order.ts'
import { productDifferences } from './product-differences.ts'
import {
  createProductMemory,
  type ProductMemorySetup,
  type ProductRead,
  type Remembered,
} from './product-memory.ts'

/** The refusals that a catalogue which is out of date may explain (Hubble API docs, error, V3). */
const EXPLAINED = /^E15\d$/

export interface OrderChecksSetup extends ProductMemorySetup {
  readonly clock: Clock
  readonly logger: Logger | undefined
}

/** What the catalogue has to say of an order, before it is sent and after it was refused. */
export interface OrderChecks {
  /** @throws InvalidInputError with every problem, and the number of the first in `vendor.id`, where the mode is to refuse */
  before(order: OrderRequest, mode: CheckMode, read: ProductRead): Promise<void>
  /** The same refusal, saying how the product differs from what was known of it; reads it anew for that, once. */
  explain(refusal: TenonError, order: OrderRequest, read: ProductRead): Promise<TenonError>
}

export function createOrderChecks({ logger, ...setup }: OrderChecksSetup): OrderChecks {
  const memory = createProductMemory(setup)
  return {
    async before(order, mode, read) {
      if (mode === 'off') return
      const product = await memory.read(order.productId, read)
      const problems = product === undefined ? [] : checkOrder(order, product)
      const [first] = problems
      if (first === undefined) return
      const issues = problems.map(describe)
      if (mode === 'refuse')
        throw notSent(issues, adviceFor(first), first.id === undefined ? {} : { id: first.id })
      const { referenceId, productId } = order
      logger?.warn(
        { provider: 'hubble', referenceId, productId, issues },
        'the order breaks rules of its product',
      )
    },
    async explain(refusal, order, read) {
      const { vendor, call, status } = refusal
      if (!HttpError.isInstance(refusal) || !EXPLAINED.test(vendor?.id ?? '')) return refusal
      const remembered = await memory.readAnew(order.productId, read)
      return new HttpError({
        message: `the vendor refused the order: ${[vendor?.id, vendor?.message].filter(Boolean).join(' ')}`,
        advice: [refusal.advice, whatIsNew(order, remembered)].filter(Boolean).join('. '),
        cause: refusal,
        vendor,
        status,
        call: call as CallRecord,
      })
    },
  }
}

function whatIsNew(order: OrderRequest, { before, now }: Remembered): string {
  if (now === undefined) return 'The product could not be read anew'
  const differences = before === undefined ? [] : productDifferences(before, now)
  if (differences.length > 0) return `The product has changed: ${differences.join('; ')}`
  const problems = checkOrder(order, now)
  if (problems.length > 0) return `The catalogue agrees: ${problems.map(describe).join('; ')}`
  return 'The catalogue has nothing against the order, and was read anew: ask Hubble which rule it breaks'
}

function describe({ id, field, message }: OrderProblem): string {
  return `${field}: the product ${message}${id === undefined ? '' : ` (${id})`}`
}

function adviceFor({ id }: OrderProblem): string {
  const advice =
    id === undefined ? 'Split the amount into several orders, or choose another one' : hubbleErrorAdvice[id]
  return `${advice}. If the catalogue is wrong, place the order with checks: 'warn'`
}
