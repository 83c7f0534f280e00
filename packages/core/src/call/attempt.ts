import { inspect } from 'node:util'

import type { Grant } from '../auth/auth-strategy.ts'
import type { AttemptRecord, ResponseHeaders } from './call-record.ts'

/** The record of an attempt while it is being written. */
export class Attempt implements AttemptRecord {
  readonly number: number
  readonly reason: AttemptRecord['reason']
  readonly startedMs: number
  requestId = ''
  endedMs: number | undefined
  sent = false
  status: number | undefined
  headers: ResponseHeaders | undefined
  error: string | undefined
  queuedMs = 0
  authMs = 0
  waitedMs = 0
  /** With which credential it was sent; what a challenge needs to know. */
  grant: Grant | undefined

  constructor(number: number, reason: AttemptRecord['reason'], startedMs: number) {
    this.number = number
    this.reason = reason
    this.startedMs = startedMs
  }

  /** Once: what comes after the end is no part of it. */
  end(elapsedMs: number, error?: string): void {
    if (this.endedMs !== undefined) return
    this.endedMs = elapsedMs
    this.error = error
  }

  [inspect.custom](): object {
    return this.toJSON()
  }

  /** What is safe to log: a vendor's headers may set cookies. */
  toJSON(): Omit<AttemptRecord, 'headers'> {
    const { headers: _, grant: __, ...safe } = this
    return safe
  }
}
