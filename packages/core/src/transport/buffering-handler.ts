import type { Dispatcher } from 'undici'

import type { Attempt } from '../call/attempt.ts'
import type { ResponseHeaders } from '../call/call-record.ts'
import type { Call, Interruptible } from '../call/call.ts'
import { ResponseTooLargeError } from '../errors/response-too-large-error.ts'
import type { TenonError } from '../errors/tenon-error.ts'
import type { HttpResponse } from './http.ts'
import { toTransportError } from './transport-error.ts'

export interface BufferingHandlerSetup {
  readonly call: Call
  readonly maxResponseBytes: number
  readonly resolve: (response: HttpResponse) => void
  readonly reject: (error: TenonError) => void
}

/**
 * Reads one answer into memory. Settles exactly once: by the answer's end, by an error, or at once when the
 * call is interrupted, whatever undici does with the connection after that.
 */
export class BufferingHandler implements Dispatcher.DispatchHandler, Interruptible {
  readonly #call: Call
  readonly #attempt: Attempt | undefined
  readonly #maxResponseBytes: number
  readonly #resolve: (response: HttpResponse) => void
  readonly #reject: (error: TenonError) => void
  readonly #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | undefined
  #settled = false
  #size = 0
  #status = 0
  #headers: ResponseHeaders = {}

  constructor(setup: BufferingHandlerSetup) {
    this.#call = setup.call
    this.#attempt = setup.call.attempt
    this.#maxResponseBytes = setup.maxResponseBytes
    this.#resolve = setup.resolve
    this.#reject = setup.reject
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#settled) {
      controller.abort(new Error('the call has ended'))
      return
    }
    this.#call.phase = 'headers'
    if (this.#attempt !== undefined) this.#attempt.sent = true
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: ResponseHeaders,
  ): void {
    // 1xx answers precede the real one.
    if (status < 200) return
    this.#status = status
    this.#headers = headers
    this.#call.phase = 'body'
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return
    this.#size += chunk.length
    if (this.#size <= this.#maxResponseBytes) {
      this.#chunks.push(chunk)
      return
    }
    const message = `the answer is larger than ${this.#maxResponseBytes} bytes`
    const error = new ResponseTooLargeError({ message, status: this.#status, call: this.#call })
    this.#call.forget(this)
    this.interrupt(error)
  }

  onResponseEnd(): void {
    if (this.#settled) return
    this.#settled = true
    this.#call.forget(this)
    const [first] = this.#chunks
    const body =
      this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#size)
    this.#resolve({ status: this.#status, headers: this.#headers, body })
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    if (this.#settled) return
    this.#settled = true
    this.#call.forget(this)
    this.#reject(toTransportError(cause, this.#call, this.#attempt?.sent ?? true))
  }

  interrupt(error: TenonError): void {
    if (this.#settled) return
    this.#settled = true
    this.#reject(error)
    this.#controller?.abort(error)
  }
}
