import { OutcomeUnknownError, TenonError, type Methods, type Pending } from '@tenon/core'

import type { Ports } from '../batch/ports.ts'
import { verdictOf } from '../batch/verdict.ts'
import type { Ear, Waiting } from '../waiting/waiting.ts'
import type { SnapshotReady } from '../webhooks/snapshot-ready.ts'
import { checkInput } from '../wire/check-input.ts'
import { CLOCK_SKEW_MS } from '../wire/clock-skew.ts'
import type { WriteResult } from '../wire/read-write-result.ts'
import type { inventoryOperations } from './inventory-operations.ts'
import { snapshotOptions, type SnapshotOptions, type SnapshotWaitOptions } from './snapshot-options.ts'
import type { ReadySnapshot, RefusedSnapshot, SnapshotOutcome } from './snapshot-outcome.ts'

const NOTHING_SENT = 'masonhub: nothing was sent'

export interface Snapshots {
  request(options?: SnapshotOptions): Promise<SnapshotOutcome>
  wait(options?: SnapshotWaitOptions): Promise<ReadySnapshot>
}

/** Requests snapshots, and waits for what the callback says. */
export function createSnapshots(
  { requestSnapshot }: Pick<Methods<typeof inventoryOperations>, 'requestSnapshot'>,
  waiting: Waiting,
  { clock }: Pick<Ports, 'clock'>,
): Snapshots {
  /** A callback may be delivered again, long after its snapshot was fetched. */
  const seen = new Set<string>()

  function listen(since: number): Ear<SnapshotReady> {
    return waiting.listen((message) => {
      if (message.type !== 'snapshotReady') return undefined
      const { snapshot_id, requested_at } = message.data
      if (snapshot_id && seen.has(snapshot_id)) return undefined
      return Date.parse(requested_at ?? '') < since - CLOCK_SKEW_MS ? undefined : message.data
    })
  }

  async function race(
    ear: Ear<SnapshotReady>,
    { timeoutMs, pollMs, signal, poll }: SnapshotWaitOptions,
  ): Promise<ReadySnapshot> {
    const wait = { what: 'the snapshot', ...(poll !== undefined && { poll: () => poll() }) }
    const { by, value } = await ear.race(wait, { timeoutMs, pollMs, signal })
    if (value.snapshot_id) seen.add(value.snapshot_id)
    return { status: 'ready', by, snapshot: value }
  }

  async function request(options: SnapshotOptions = {}): Promise<SnapshotOutcome> {
    const { asOf, ...rest } = checkInput(snapshotOptions, options, NOTHING_SENT, 'options')
    using ear = listen(clock.wall())
    const body = { snapshot_type: 'full', ...(asOf !== undefined && { snapshot_as_of_date: asOf }) } as const
    const pending = requestSnapshot({ body }, rest.signal && { signal: rest.signal })
    return (await refusalIn(pending)) ?? race(ear, rest)
  }

  async function wait(options: SnapshotWaitOptions = {}): Promise<ReadySnapshot> {
    const { asOf: _, ...rest } = checkInput(snapshotOptions, options, NOTHING_SENT, 'options')
    // It may have been requested at any time.
    using ear = listen(Number.NEGATIVE_INFINITY)
    return await race(ear, rest)
  }

  return { request, wait }
}

/** What the vendor says against it, if it does. An answer without detail says nothing against it. */
async function refusalIn(pending: Pending<WriteResult>): Promise<RefusedSnapshot | undefined> {
  try {
    const { results } = await pending
    const against = results.find(({ status, messages }) => status === 'failure' || messages.length > 0)
    if (against === undefined || against.status === 'success') return undefined
    const { messages } = against
    return { status: 'refused', code: messages[0]?.code, messages }
  } catch (error) {
    if (!TenonError.isInstance(error)) throw error
    return refusalOrThrow(error, pending)
  }
}

function refusalOrThrow(error: TenonError, { call }: Pending<unknown>): RefusedSnapshot {
  const verdict = verdictOf(error)
  if (verdict === 'refused') {
    const code = error.vendor?.id ?? error.vendor?.code
    const said = { ...(code !== undefined && { code }), message: error.vendor?.message ?? error.message }
    return { status: 'refused', code, messages: [said] }
  }
  if (verdict === 'stop' || !call.attempts.some((attempt) => attempt.sent)) throw error
  throw new OutcomeUnknownError({
    message: `it is not known whether a snapshot is being made (${error.code})`,
    advice: 'Request it again: if it is refused with 399 it is, and waitForSnapshot waits for it',
    reference: 'snapshot_request',
    retryAt: error.retryAt,
    cause: error,
    call,
  })
}
