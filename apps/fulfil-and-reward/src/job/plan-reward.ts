import type { ShopOrder } from '../orders-csv/index.ts'
import type { RewardRule } from '../settings.ts'

/** Will an order be rewarded once it has shipped? If not, why. */
export interface RewardPlan {
  readonly reward: 'none' | 'waiting'
  readonly note?: string
}

/** Gift cards are bought in rupees, and Hubble wants to know who gets them. */
export function planReward(order: ShopOrder, rule: RewardRule): RewardPlan {
  if (order.currency !== 'INR') return { reward: 'none', note: `not in rupees` }
  if (order.totalMinor <= rule.thresholdMinor) return { reward: 'none', note: 'not above the threshold' }
  const [warning] = order.warnings
  return warning === undefined
    ? { reward: 'waiting' }
    : { reward: 'none', note: `above the threshold, but ${warning.code}` }
}
