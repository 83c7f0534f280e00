import { PassThrough, type Writable } from 'node:stream'

import type { Dispatcher } from 'undici'

import type { ResponseHeaders } from '../call/call-record.ts'
import type { Interruptible } from '../call/call.ts'
import { MalformedResponseError } from '../errors/malformed-response-error.ts'
import type { TenonError } from '../errors/tenon-error.ts'
import { BufferingHandler, type HandlerSetup } from './buffering-handler.ts'
import { createContentDecoder } from './content-decoder.ts'
import { toTransportError } from './transport-error.ts'

const NOTHING = Buffer.alloc(0)

/**
 * Hands an answer on while it arrives, as fast as it is read. One that is no success is read to its end, so that
 * its error can be told.
 */
export class StreamingHandler implements Dispatcher.DispatchHandler, Interruptible {
  readonly #setup: HandlerSetup
  readonly #whole: BufferingHandler
  readonly #out = new PassThrough()
  #entry: Writable | undefined

  constructor(setup: HandlerSetup) {
    this.#setup = setup
    this.#whole = new BufferingHandler(setup)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#whole.onRequestStart(controller)
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    const { call, resolve } = this.#setup
    if (status < 200 || status > 299 || call.interruption !== undefined) {
      this.#whole.onResponseStart(controller, status, headers)
      return
    }
    call.phase = 'body'
    // An error that nobody reads must not be an uncaught one.
    this.#out.on('error', () => undefined)
    this.#out.once('close', () => {
      call.forget(this)
      if (!this.#out.readableEnded) controller.abort(new Error('the answer was not read to its end'))
    })
    this.#entry = this.#decode(status, headers)
    this.#entry.on('drain', () => controller.resume())
    resolve({ status, headers, body: NOTHING, stream: this.#out })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#entry === undefined) this.#whole.onResponseData(controller, chunk)
    else if (!this.#entry.write(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    if (this.#entry === undefined) this.#whole.onResponseEnd()
    else this.#entry.end()
  }

  onResponseError(controller: Dispatcher.DispatchController, cause: Error): void {
    if (this.#entry === undefined) this.#whole.onResponseError(controller, cause)
    else this.#out.destroy(toTransportError(cause, this.#setup.call, true))
  }

  interrupt(error: TenonError): void {
    if (this.#entry === undefined) this.#whole.interrupt(error)
    else this.#out.destroy(error)
  }

  #decode(status: number, headers: ResponseHeaders): Writable {
    const decoder = createContentDecoder(headers['content-encoding'] ?? '')
    const fail = (cause?: Error): void => {
      const message = `the answer (${status}) cannot be read: its content encoding is unknown or broken`
      this.#out.destroy(new MalformedResponseError({ message, status, call: this.#setup.call, cause }))
    }
    if (decoder === 'unknown') fail()
    if (decoder === undefined || decoder === 'unknown') return this.#out
    decoder.exit.once('error', fail)
    decoder.exit.pipe(this.#out)
    return decoder.entry
  }
}
