import { setTimeout as delay } from 'node:timers/promises'

import type { Random } from '@tenon/core'

import { startChild, type Child } from '../process/child.ts'
import type { InboxSetup } from './inbox-setup.ts'

/** A kill comes when so many more deliveries were acknowledged, and up to 40 ms later: in the middle of something. */
const DELIVERIES = { least: 5, spread: 35 }
const PAUSE_MS = 40
/** With every receiver down at once nothing is acknowledged. */
const LONGEST_LIFE_MS = 2_000

export interface Slot {
  /** Of the process that lives at the moment. */
  readonly url: () => string | undefined
  /** Ends when the kills are spent, with a process that lives on. */
  readonly killed: Promise<void>
  readonly stop: () => Promise<void>
}

export interface SlotOptions {
  readonly script: string
  readonly setup: InboxSetup
  readonly random: Random
  readonly signal: AbortSignal
  /** Deliveries that were acknowledged so far. */
  readonly acknowledged: () => number
  /** Takes one kill of those that are left; false when there is none. */
  readonly takeKill: () => boolean
}

interface Ready {
  readonly url?: string
}

/** One process at a time, killed again and again, and started again. */
export function keepKilling(options: SlotOptions): Slot {
  const { script, setup, random, signal, acknowledged, takeKill } = options
  let child: Child<Ready> | undefined
  let url: string | undefined

  async function live(): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      child = startChild<Ready>({ script, setup })
      const ready = await child.receive((message): message is Ready => typeof message === 'object')
      url = ready.url
      if (!takeKill()) return
      const enough = acknowledged() + DELIVERIES.least + Math.floor(random.fraction() * DELIVERIES.spread)
      const endsAt = performance.now() + LONGEST_LIFE_MS
      while (acknowledged() < enough && performance.now() < endsAt) await delay(5)
      await delay(random.fraction() * PAUSE_MS)
      url = undefined
      await child[Symbol.asyncDispose]()
    }
  }

  return {
    url: () => url,
    killed: live(),
    async stop() {
      await child?.[Symbol.asyncDispose]()
    },
  }
}
