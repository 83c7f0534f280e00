import type { Call } from '../call/call.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import type { Send } from './transport.ts'

/** Visible ASCII, with spaces inside. */
const HEADER_VALUE = /^[\x21-\x7e]+(?: +[\x21-\x7e]+)*$/

/**
 * Credentials are bound to a destination: no request leaves for another, whatever a middleware made of it, and
 * none with a header that could be read as more than one.
 */
export function guardingOrigin(origin: string): (next: Send) => Send {
  return (next) => (request, call) => {
    call.phase = 'connect'
    if (request.origin !== origin || !request.path.startsWith('/')) {
      return stop(call, `a request for ${request.origin} was stopped: this client talks to ${origin} only`)
    }
    for (const name in request.headers) {
      if (!HEADER_VALUE.test(request.headers[name] as string)) {
        return stop(call, `the header "${name}" has characters that cannot stand in a header`)
      }
    }
    return next(request, call)
  }
}

function stop(call: Call, message: string): Promise<never> {
  return Promise.reject(new ConfigurationError({ message, call }))
}
