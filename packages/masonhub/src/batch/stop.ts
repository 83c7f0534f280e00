import { AbortedError, TenonError, TimeoutError, type Clock } from '@tenon/core'

/** What ends a batch before all of it is settled: the caller, the deadline, or an error that concerns all items. */
export interface Stop extends Disposable {
  /** For the calls of the batch: ends those under way with the caller or the deadline. */
  readonly signal: AbortSignal
  /** Why nothing more is begun, if so. */
  readonly reason: TenonError | undefined
  /** Begins nothing more. Calls under way are left to end by themselves: their answers count. */
  end(reason: TenonError): void
  /** Waits, or less if the batch ends before. */
  wait(delayMs: number): Promise<void>
}

export interface StopOptions {
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number | undefined
}

export function createStop({ signal, timeoutMs }: StopOptions, clock: Clock): Stop {
  const controller = new AbortController()
  const waiting = new Set<() => void>()
  let reason: TenonError | undefined

  function end(why: TenonError): void {
    reason ??= why
    for (const finish of waiting) finish()
  }

  function abort(why: TenonError): void {
    end(why)
    controller.abort(why)
  }

  function onAbort(): void {
    const why: unknown = signal?.reason
    // What ends a whole of which the batch is a part has said why already.
    const isKnown = TenonError.isInstance(why)
    abort(isKnown ? why : new AbortedError({ message: 'the caller ended the batch', reason: why }))
  }

  function onDeadline(): void {
    abort(new TimeoutError({ message: `the batch was not done within ${timeoutMs} ms`, phase: 'limiter' }))
  }

  if (signal?.aborted === true) onAbort()
  else signal?.addEventListener('abort', onAbort)
  const deadline = timeoutMs === undefined ? undefined : clock.setTimer(timeoutMs, onDeadline)

  return {
    signal: controller.signal,
    get reason() {
      return reason
    },
    end,
    wait: (delayMs) =>
      new Promise((resolve) => {
        const finish = (): void => {
          clock.clearTimer(timer)
          waiting.delete(finish)
          resolve()
        }
        const timer = clock.setTimer(delayMs, finish)
        waiting.add(finish)
        if (reason !== undefined) finish()
      }),
    [Symbol.dispose]() {
      signal?.removeEventListener('abort', onAbort)
      if (deadline !== undefined) clock.clearTimer(deadline)
    },
  }
}
