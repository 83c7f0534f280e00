import type { Clock } from '@tenon/core'

import { Refusal } from './refusal.ts'

export interface BodyLimits {
  readonly maxBodyBytes: number
  readonly bodyTimeoutMs: number
  readonly clock: Clock
}

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i

/** Reads a body of JSON within its limits of size and time. */
export async function readJsonBody(request: Request, limits: BodyLimits): Promise<unknown> {
  const { headers } = request
  if (!JSON_TYPE.test(headers.get('content-type') ?? '')) throw new Refusal(415, 'NOT_JSON')
  if (headers.has('content-encoding')) throw new Refusal(415, 'ENCODED')
  if (Number(headers.get('content-length')) > limits.maxBodyBytes) throw new Refusal(413, 'TOO_LARGE')
  const bytes = await readBytes(request, limits)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refusal(400, 'NOT_JSON')
  }
}

async function readBytes(
  request: Request,
  { maxBodyBytes, bodyTimeoutMs, clock }: BodyLimits,
): Promise<Uint8Array> {
  if (request.bodyUsed)
    throw new TypeError('the body was read already: mount the handler before body parsers')
  if (request.body === null) return new Uint8Array()
  const reader = request.body.getReader()
  const cancel = (): void => void reader.cancel().catch(() => {})
  let isLate = false
  const timer = clock.setTimer(bodyTimeoutMs, () => {
    isLate = true
    cancel()
  })
  const bytes = new Uint8Array(maxBodyBytes)
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (isLate) throw new Refusal(408, 'TOO_SLOW')
      if (done) return bytes.subarray(0, size)
      if (size + value.length > maxBodyBytes) {
        cancel()
        throw new Refusal(413, 'TOO_LARGE')
      }
      bytes.set(value, size)
      size += value.length
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(400, 'BROKEN_OFF')
  } finally {
    clock.clearTimer(timer)
  }
}
