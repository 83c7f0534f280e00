import { PassThrough, type Readable } from 'node:stream'

import type { Dispatcher } from 'undici'

import type { Attempt } from '../call/attempt.ts'
import type { ResponseHeaders } from '../call/call-record.ts'
import type { Call, Interruptible } from '../call/call.ts'
import { MalformedResponseError } from '../errors/malformed-response-error.ts'
import { ResponseTooLargeError } from '../errors/response-too-large-error.ts'
import type { TenonError } from '../errors/tenon-error.ts'
import { createContentDecoder, type ContentDecoder } from './content-decoder.ts'
import { toTransportError } from './transport-error.ts'
import type { HttpResponse } from './transport.ts'

export interface AnswerHandlerSetup {
  readonly call: Call
  /** Hands a success on while it arrives, instead of reading it into memory. */
  readonly streamed: boolean
  readonly maxResponseBytes: number
  /** What is being sent, if it is a stream: let go of when the exchange fails. */
  readonly body: Readable | undefined
  readonly resolve: (response: HttpResponse) => void
  readonly reject: (error: TenonError) => void
}

const NOTHING = Buffer.alloc(0)

/**
 * Reads one answer. Ends exactly once: by the answer's end, by an error, or at once when the call is interrupted,
 * whatever undici does with the connection after that.
 */
export class AnswerHandler implements Dispatcher.DispatchHandler, Interruptible {
  /** Gone once it has ended: undici keeps a connection's last handler, which must not keep an answer. */
  #setup: AnswerHandlerSetup | undefined
  readonly #attempt: Attempt | undefined
  #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | undefined
  #decoder: ContentDecoder | undefined
  /** Where a streamed answer is read from. */
  #out: PassThrough | undefined
  #size = 0
  #status = 0
  #headers: ResponseHeaders = {}

  constructor(setup: AnswerHandlerSetup) {
    this.#setup = setup
    this.#attempt = setup.call.attempt
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // Thrown, it leaves the connection as it is; an abort would end it.
    if (this.#setup === undefined) throw new Error('the call has ended')
    this.#setup.call.phase = 'headers'
    if (this.#attempt !== undefined) this.#attempt.sent = true
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    // 1xx answers precede the real one.
    if (status < 200 || this.#setup === undefined) return
    this.#status = status
    this.#headers = headers
    this.#setup.call.phase = 'body'
    // One that is no success is read to its end, so that its error can be told.
    if (this.#setup.streamed && status < 300) this.#handOn(this.#setup)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#size === 0 && this.#decoder === undefined) this.#startDecoding()
    if (this.#setup === undefined) return
    if (this.#decoder === undefined) this.#take(chunk)
    else if (!this.#decoder.exit.readableEnded && !this.#decoder.entry.write(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    if (this.#decoder === undefined || this.#decoder.exit.readableEnded) this.#finish()
    else this.#decoder.entry.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    if (this.#setup !== undefined)
      this.interrupt(toTransportError(cause, this.#setup.call, this.#attempt?.sent ?? true))
  }

  /** Ends it with an error: the call's, or what is wrong with the exchange. */
  interrupt(error: TenonError): void {
    const setup = this.#end()
    if (setup === undefined) return
    setup.reject(error)
    setup.body?.destroy()
    this.#out?.destroy(error)
    this.#controller?.abort(error)
    this.#decoder?.entry.destroy()
    this.#decoder?.exit.destroy()
  }

  #handOn({ resolve }: AnswerHandlerSetup): void {
    const out = new PassThrough()
    this.#out = out
    out.on('drain', () => (this.#decoder?.exit ?? this.#controller)?.resume())
    // An error that nobody reads must not be an uncaught one.
    out.on('error', () => undefined)
    out.once('close', () => (out.readableEnded ? this.#end() : this.#unreadable('nobody reads on')))
    resolve({ status: this.#status, headers: this.#headers, body: NOTHING, stream: out })
  }

  /** With the first byte: an empty body has nothing to decode, whatever its headers say. */
  #startDecoding(): void {
    const header = this.#headers['content-encoding']
    if (header === undefined || this.#setup === undefined) return
    const decoder = createContentDecoder(String(header))
    if (decoder === 'unknown') return this.#unreadable('its content encoding is not known')
    this.#decoder = decoder
    decoder?.entry.on('drain', () => this.#controller?.resume())
    decoder?.exit.on('data', (chunk: Buffer) => this.#take(chunk))
    decoder?.exit.once('end', () => {
      if (decoder.entry.writableEnded) this.#finish()
      // What follows the end of the encoding is read as well: a connection is watched until its answer is over.
      else this.#controller?.resume()
    })
    decoder?.exit.once('error', (cause) => this.#unreadable('its content encoding is broken', cause))
  }

  #take(chunk: Buffer): void {
    if (this.#setup === undefined) return
    this.#size += chunk.length
    if (this.#out !== undefined) {
      if (!this.#out.write(chunk)) (this.#decoder?.exit ?? this.#controller)?.pause()
      return
    }
    this.#chunks.push(chunk)
    const { maxResponseBytes, call } = this.#setup
    if (this.#size <= maxResponseBytes) return
    const message = `the answer is larger than ${maxResponseBytes} bytes`
    this.interrupt(new ResponseTooLargeError({ message, status: this.#status, call }))
  }

  #unreadable(what: string, cause?: Error): void {
    const status = this.#status
    const message = `the answer (${status}) cannot be read: ${what}`
    this.interrupt(new MalformedResponseError({ message, status, call: this.#setup?.call, cause }))
  }

  #finish(): void {
    if (this.#setup === undefined) return
    if (this.#out !== undefined) {
      this.#out.end()
      return
    }
    const chunks = this.#chunks
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, this.#size)
    this.#end()?.resolve({ status: this.#status, headers: this.#headers, body })
  }

  /** What was set up, the first time; undefined after that. */
  #end(): AnswerHandlerSetup | undefined {
    const setup = this.#setup
    this.#setup = undefined
    this.#chunks = []
    setup?.call.forget(this)
    return setup
  }
}
