import type { Clock } from '@tenon/core'

import { Refusal } from './refusal.ts'
import { tooLarge } from './too-large.ts'

export interface BodyLimits {
  readonly maxBodyBytes: number
  readonly bodyTimeoutMs: number
  readonly clock: Clock
}

/**
 * Reads a body within its limits of size and time.
 *
 * @param hold told of the size of each piece before it is kept; what it throws ends the reading
 */
export async function readBody(
  request: Request,
  { maxBodyBytes, bodyTimeoutMs, clock }: BodyLimits,
  hold: (bytes: number) => void,
): Promise<Uint8Array> {
  if (request.bodyUsed)
    throw new TypeError('the body was read already: mount the receiver before body parsers')
  if (request.body === null) return new Uint8Array()
  const reader = request.body.getReader()
  const cancel = (): void => void reader.cancel().catch(() => {})
  let late = false
  const timer = clock.setTimer(bodyTimeoutMs, () => {
    late = true
    cancel()
  })
  const collected = new ByteCollector()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (late) throw new Refusal(408, `the body took longer than ${bodyTimeoutMs} ms`)
      if (done) return collected.bytes
      if (collected.size + value.length > maxBodyBytes) throw tooLarge(maxBodyBytes)
      hold(value.length)
      collected.add(value)
    }
  } catch (error) {
    cancel()
    throw error instanceof Refusal ? error : new Refusal(400, 'the body ended before its end')
  } finally {
    clock.clearTimer(timer)
  }
}

/** Copies chunks into one buffer: a body that drips byte by byte must not cost an object for each. */
class ByteCollector {
  #buffer = new Uint8Array(4096)
  size = 0

  add(chunk: Uint8Array): void {
    const size = this.size + chunk.length
    if (size > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(size, this.#buffer.length * 2))
      larger.set(this.bytes)
      this.#buffer = larger
    }
    this.#buffer.set(chunk, this.size)
    this.size = size
  }

  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.size)
  }
}
