import type { Claim } from '@tenon/webhooks'

export interface Completions {
  /** Completes a claim, one call after the other. `onLocked` is told when an effect has the row to itself. */
  complete(
    claim: Claim,
    hasEffect: boolean,
    work: (onLocked: () => void) => Promise<boolean>,
  ): Promise<boolean>
  /** Renews a claim, but for as long as its row is locked: nobody else can take it then. */
  renew(claim: Claim, work: () => Promise<boolean>): Promise<boolean>
}

/**
 * Keeps completions and renewals of one process from each other's way: a renewal that a completion has overtaken waits
 * for the row, and finds it done, which is no lost claim.
 */
export function createCompletions(): Completions {
  const completing = new Map<string, { readonly end: Promise<boolean>; readonly hasEffect: boolean }>()
  const renewing = new Set<{ readonly name: string; readonly overtake: () => void }>()
  const locked = new Set<string>()

  async function completeAfter(
    earlier: Promise<boolean> | undefined,
    name: string,
    work: (onLocked: () => void) => Promise<boolean>,
  ): Promise<boolean> {
    await earlier?.catch(() => {})
    try {
      return await work(() => {
        locked.add(name)
        for (const renewal of renewing) if (renewal.name === name) renewal.overtake()
      })
    } finally {
      locked.delete(name)
    }
  }

  async function renewUnlessCompleted(name: string, work: () => Promise<boolean>): Promise<boolean> {
    if (await work()) return true
    const completion = completing.get(name)
    // Before an effect runs every renewal has heard that the row is locked.
    if (completion === undefined || completion.hasEffect) return false
    return completion.end.catch(() => false)
  }

  return {
    async complete(claim, hasEffect, work) {
      const name = nameOf(claim)
      const completion = { end: completeAfter(completing.get(name)?.end, name, work), hasEffect }
      completing.set(name, completion)
      try {
        return await completion.end
      } finally {
        if (completing.get(name) === completion) completing.delete(name)
      }
    },

    async renew(claim, work) {
      const name = nameOf(claim)
      if (locked.has(name)) return true
      const { promise: overtaken, resolve } = Promise.withResolvers<true>()
      const renewal = { name, overtake: () => resolve(true) }
      renewing.add(renewal)
      try {
        return await Promise.race([renewUnlessCompleted(name, work), overtaken])
      } finally {
        renewing.delete(renewal)
      }
    },
  }
}

function nameOf({ message, fence }: Claim): string {
  return `${message.position}:${fence}`
}
