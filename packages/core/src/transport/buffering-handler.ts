import type { Dispatcher } from 'undici'

import type { Attempt } from '../call/attempt.ts'
import type { ResponseHeaders } from '../call/call-record.ts'
import type { Call, Interruptible } from '../call/call.ts'
import { MalformedResponseError } from '../errors/malformed-response-error.ts'
import { ResponseTooLargeError } from '../errors/response-too-large-error.ts'
import type { TenonError } from '../errors/tenon-error.ts'
import { createContentDecoder, type ContentDecoder } from './content-decoder.ts'
import type { HttpResponse } from './http.ts'
import { toTransportError } from './transport-error.ts'

/** What a handler of one answer is made with. */
export interface HandlerSetup {
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
  readonly #setup: HandlerSetup
  readonly #attempt: Attempt | undefined
  #controller: Dispatcher.DispatchController | undefined
  #decoder: ContentDecoder | undefined
  readonly #chunks: Buffer[] = []
  #size = 0
  #settled = false
  #status = 0
  #headers: ResponseHeaders = {}

  constructor(setup: HandlerSetup) {
    this.#setup = setup
    this.#attempt = setup.call.attempt
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#settled) {
      controller.abort(new Error('the call has ended'))
      return
    }
    this.#setup.call.phase = 'headers'
    if (this.#attempt !== undefined) this.#attempt.sent = true
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: ResponseHeaders,
  ): void {
    // 1xx answers precede the real one.
    if (status < 200 || this.#settled) return
    this.#status = status
    this.#headers = headers
    this.#setup.call.phase = 'body'
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return
    if (this.#size === 0 && this.#decoder === undefined) this.#startDecoding()
    if (this.#settled) return
    if (this.#decoder === undefined) this.#collect(chunk)
    else if (!this.#decoder.entry.write(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    if (this.#settled) return
    if (this.#decoder === undefined) this.#finish()
    else this.#decoder.entry.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#fail(toTransportError(cause, this.#setup.call, this.#attempt?.sent ?? true))
  }

  interrupt(error: TenonError): void {
    this.#fail(error)
  }

  /** With the first byte: an empty body has nothing to decode, whatever its headers say. */
  #startDecoding(): void {
    const contentEncoding = this.#headers['content-encoding']
    if (contentEncoding === undefined) return
    const decoder = createContentDecoder(contentEncoding)
    if (decoder === 'unknown') {
      this.#fail(this.#malformed(`its content encoding is ${String(contentEncoding).slice(0, 40)}`))
      return
    }
    this.#decoder = decoder
    decoder?.entry.on('drain', () => this.#controller?.resume())
    decoder?.exit.on('data', (chunk: Buffer) => this.#collect(chunk))
    decoder?.exit.once('end', () => this.#finish())
    decoder?.exit.once('error', (cause) =>
      this.#fail(this.#malformed('its content encoding is broken', cause)),
    )
  }

  #collect(chunk: Buffer): void {
    if (this.#settled) return
    this.#chunks.push(chunk)
    this.#size += chunk.length
    const { maxResponseBytes, call } = this.#setup
    if (this.#size <= maxResponseBytes) return
    const message = `the answer is larger than ${maxResponseBytes} bytes`
    this.#fail(new ResponseTooLargeError({ message, status: this.#status, call }))
  }

  #malformed(what: string, cause?: Error): MalformedResponseError {
    const { call } = this.#setup
    const message = `the answer (${this.#status}) cannot be read: ${what}`
    return new MalformedResponseError({ message, status: this.#status, call, cause })
  }

  #finish(): void {
    if (this.#settled) return
    this.#settled = true
    this.#setup.call.forget(this)
    const [first] = this.#chunks
    const body =
      this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#size)
    this.#setup.resolve({ status: this.#status, headers: this.#headers, body })
  }

  #fail(error: TenonError): void {
    if (this.#settled) return
    this.#settled = true
    this.#setup.reject(error)
    this.#setup.call.forget(this)
    this.#chunks.length = 0
    this.#controller?.abort(error)
    this.#decoder?.entry.destroy()
    this.#decoder?.exit.destroy()
  }
}
