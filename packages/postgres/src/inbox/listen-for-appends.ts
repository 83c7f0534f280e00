import type { Clock, Logger, Random, Timer } from '@tenon/core'

import type { PostgresListener } from './postgres-listener.ts'

const FIRST_MS = 500
const LONGEST_MS = 30_000

export interface ListenParts {
  readonly open: () => PostgresListener
  /** Whose own appends are not news. */
  readonly sender: string
  readonly notify: () => void
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger | undefined
}

/** Hears of appends on a connection of its own, and makes a new one when that is lost, until it is closed. */
export function listenForAppends(parts: ListenParts): { close(): void } {
  const { open, sender, notify, clock, random, logger } = parts
  let client: PostgresListener | undefined
  let timer: Timer | undefined
  let losses = 0
  let isClosed = false

  async function connect(): Promise<void> {
    let mine: PostgresListener | undefined
    const onLost = (error?: unknown): void => lose(mine, error)
    try {
      mine = client = open()
      mine.on('error', onLost)
      mine.on('end', onLost)
      mine.on('notification', ({ payload }) => {
        if (payload !== sender && !isClosed) notify()
      })
      await mine.connect()
      await mine.query('LISTEN tenon_inbox')
    } catch (error) {
      return onLost(error)
    }
    if (client !== mine || isClosed) return
    // What came in the meantime was told to nobody.
    if (losses > 0) notify()
    losses = 0
  }

  /** @param lost undefined when there is none, as `open` threw */
  function lose(lost: PostgresListener | undefined, error: unknown): void {
    if (client !== lost || isClosed) return
    client = undefined
    lost?.end().catch(() => {})
    const delayMs = random.fraction() * Math.min(LONGEST_MS, FIRST_MS * 2 ** losses)
    losses += 1
    const reason = error instanceof Error ? error.message : undefined
    logger?.warn({ losses, delayMs, reason }, 'inbox: the connection that listens is lost; the poll goes on')
    timer = clock.setTimer(delayMs, () => void connect())
  }

  void connect()
  return {
    close() {
      isClosed = true
      if (timer !== undefined) clock.clearTimer(timer)
      // Not awaited: on a network that is silent it takes as long as TCP does.
      client?.end().catch(() => {})
    },
  }
}
