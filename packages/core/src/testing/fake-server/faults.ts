import type { Random } from '../../clock/random.ts'
import type { FakeAnswer, FakeRequest } from './fake-route.ts'

/** What goes wrong with a request. */
export type Fault =
  /** The vendor answers this and does nothing. */
  | { readonly kind: 'answer'; readonly answer: FakeAnswer }
  /** The connection breaks before the vendor has taken the request. */
  | { readonly kind: 'drop-before' }
  /** The vendor does the work, and the connection breaks before the answer. */
  | { readonly kind: 'drop-after' }
  /** The vendor does the work and answers something else. */
  | { readonly kind: 'answer-after'; readonly answer: FakeAnswer }
  /** The vendor does the work and sends half of the answer as if it were whole. */
  | { readonly kind: 'malformed' }
  /** The vendor takes its time, then does the work. */
  | { readonly kind: 'slow'; readonly delayMs: number }

export interface FaultRule {
  /** A function decides by the request; undefined stands for none. */
  readonly fault: Fault | ((request: FakeRequest) => Fault | undefined)
  /** The id of the operation that it befalls. Default: all. */
  readonly operation?: string
  /** From 0 to 1. Default 1. */
  readonly probability?: number
  /** How often at most. Default: no limit. */
  readonly times?: number
}

/** The switches of a fake server. */
export interface Faults {
  /** Adds a rule; the returned function takes it away. Rules are tried in the order they were added. */
  add(rule: FaultRule): () => void
  clear(): void
  /** How often a fault happened. */
  readonly happened: number
}

export interface FaultPlan extends Faults {
  pick(operation: string, request: FakeRequest): Fault | undefined
}

export function createFaults(random: Random): FaultPlan {
  const rules = new Map<FaultRule, number>()
  let happened = 0
  return {
    add(rule) {
      const own = { ...rule }
      rules.set(own, rule.times ?? Number.POSITIVE_INFINITY)
      return () => void rules.delete(own)
    },
    clear: () => rules.clear(),
    get happened() {
      return happened
    },
    pick(operation, request) {
      for (const [rule, left] of rules) {
        const concerns = rule.operation === undefined || rule.operation === operation
        if (!concerns || left === 0 || random.fraction() >= (rule.probability ?? 1)) continue
        const fault = typeof rule.fault === 'function' ? rule.fault(request) : rule.fault
        if (fault === undefined) continue
        rules.set(rule, left - 1)
        happened += 1
        return fault
      }
      return undefined
    },
  }
}
