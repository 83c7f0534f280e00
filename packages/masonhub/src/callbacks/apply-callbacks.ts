import { PartialFailureError } from '@tenon/core'

import type { BatchOptions } from '../batch/batch-options.ts'
import type { Outcome } from '../batch/outcome.ts'
import type { CallbackChange, CallbackPlan, DeclaredCallback } from './callback-plan.ts'
import type { Callback } from './callback.ts'
import { compareCallbacks } from './compare-callbacks.ts'
import type { MasonHubCallbacks } from './masonhub-callbacks.ts'

type Parts = Pick<MasonHubCallbacks, 'list' | 'register' | 'delete'>

/**
 * Carries a plan out. What is new is registered before anything is deleted, so that no event falls between the two.
 * Whether MasonHub replaces the former registration then, adds a second or refuses it is not documented: what is
 * there is looked at, and only what is not wanted is deleted.
 */
export async function applyCallbacks(
  { changes, declared, mine }: CallbackPlan,
  { list, register, delete: remove }: Parts,
  options: BatchOptions | undefined,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  /** Not settled: what is registered does not tell, as it may be the former one with its old token. */
  const doubtful: CallbackChange[] = []
  const stale = new Set(changes.flatMap((change) => (change.action === 'delete' ? change.id : [])))
  const fresh = new Set<string>()
  /** Registered anew, and MasonHub did not say under which id. */
  const nameless = new Map<string, DeclaredCallback>()

  async function registered(): Promise<readonly Callback[]> {
    const { data } = await list({}, { ...(options?.signal && { signal: options.signal }) })
    return data.filter(mine)
  }

  async function add(callback: DeclaredCallback): Promise<Outcome | undefined> {
    const { message_type, url, api_version, token } = callback
    const input = { message_type, url, api_version, ...(token !== undefined && { token }) }
    const {
      outcomes: [outcome],
    } = await register([input], options)
    return outcome
  }

  async function drop(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const { outcomes: dropped } = await remove(ids, options)
    outcomes.push(...dropped)
  }

  for (const change of changes) {
    if (change.action !== 'create' && change.action !== 'update') continue
    let outcome = await add(change.callback)
    const former = change.action === 'update' ? change.id : undefined
    const isUnchanged = outcome?.status === 'accepted' && outcome.alreadyExisted
    if (former !== undefined && (outcome?.status === 'refused' || isUnchanged)) {
      // It takes no second one, so that the former has to go first.
      await drop([former])
      outcome = await add(change.callback)
    } else if (former !== undefined && outcome?.status === 'accepted') {
      if (outcome.id === undefined) nameless.set(former, change.callback)
      else fresh.add(outcome.id)
      if (outcome.id !== undefined && outcome.id !== former) stale.add(former)
    }
    if (outcome !== undefined) outcomes.push(outcome)
    if (outcome?.status !== 'accepted') doubtful.push(change)
  }

  const present = await registered()
  for (const [former, { message_type, url }] of nameless) {
    const isDoubled = present.filter((row) => row.message_type === message_type && row.url === url).length > 1
    if (isDoubled) stale.add(former)
  }
  await drop(present.filter(({ id }) => stale.has(id) && !fresh.has(id)).map(({ id }) => id))

  const left = compareCallbacks(declared, await registered(), { mine, hiddenTokens: 'trust' })
  const undone = left.changes.filter(({ action }) => action !== 'keep')
  const failures = [...undone, ...doubtful.filter((change) => !undone.some((one) => isSame(one, change)))]
  if (failures.length === 0) return outcomes
  const refused = outcomes.findLast((outcome) => outcome.status === 'refused')
  const said = refused === undefined ? '' : `: ${refused.messages[0]?.message ?? refused.code ?? 'refused'}`
  throw new PartialFailureError({
    message: `${failures.length} of ${changes.length} callbacks are not as declared${said}`,
    advice:
      "Make a new plan, with hiddenTokens: 'renew' where tokens were to change: it holds what is left to do",
    failures,
  })
}

function isSame({ callback: one }: CallbackChange, { callback: other }: CallbackChange): boolean {
  return one.message_type === other.message_type && one.url === other.url
}
