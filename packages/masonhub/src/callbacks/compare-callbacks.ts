import type { CallbackChange, CallbackPlan, CallbackPlanOptions, DeclaredCallback } from './callback-plan.ts'
import type { Callback } from './callback.ts'

/** Compares what is declared with what is registered. */
export function compareCallbacks(
  declared: readonly DeclaredCallback[],
  registered: readonly Callback[],
  { mine = () => true, hiddenTokens = 'trust' }: CallbackPlanOptions,
): CallbackPlan {
  const left = registered.filter(mine)
  const kept: CallbackChange[] = []
  const changed: CallbackChange[] = []

  for (const callback of declared) {
    const rows = left.filter((row) => isSame(row, callback))
    const best = rows.find((row) => differences(row, callback, hiddenTokens).length === 0) ?? rows[0]
    if (best === undefined) {
      changed.push({ action: 'create', callback })
      continue
    }
    left.splice(left.indexOf(best), 1)
    const because = differences(best, callback, hiddenTokens)
    if (because.length === 0) kept.push({ action: 'keep', id: best.id, callback: best })
    else changed.push({ action: 'update', id: best.id, callback, because })
  }

  const deleted = left.map((callback): CallbackChange => ({ action: 'delete', id: callback.id, callback }))
  return Object.freeze({
    changes: [...kept, ...changed, ...deleted],
    isUpToDate: changed.length === 0 && deleted.length === 0,
    declared,
    mine,
  })
}

function isSame(row: Callback, { message_type, url }: DeclaredCallback): boolean {
  return row.message_type === message_type && row.url === url
}

function differences(
  row: Callback,
  { api_version, token }: DeclaredCallback,
  hiddenTokens: 'trust' | 'renew',
): ('api_version' | 'token')[] {
  const isOtherVersion = (row.api_version || '1.0') !== api_version
  const isOtherToken =
    row.token && token
      ? !row.token.matches(token)
      : row.token
        ? true
        : token !== undefined && hiddenTokens === 'renew'
  return [
    ...(isOtherVersion ? (['api_version'] as const) : []),
    ...(isOtherToken ? (['token'] as const) : []),
  ]
}
