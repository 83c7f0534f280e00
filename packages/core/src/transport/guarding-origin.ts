import type { Call } from '../call/call.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { isHeaderValue } from './header-value.ts'
import type { Send } from './transport.ts'

/** A token in lower case; one that differs in case alone would be a second header of the same name. */
const HEADER_NAME = /^[\da-z!#$%&'*+.^_`|~-]+$/

/** Headers that were looked at last are not looked at again: most are the same in every request. */
const MOST_KNOWN = 32

/**
 * Credentials are bound to a destination: no request leaves for another, whatever a middleware made of it, and
 * none with a header that could be read as more than one.
 */
export function guardingOrigin(origin: string): (next: Send) => Send {
  const known = new Map<string, unknown>()
  return (next) => (request, call) => {
    call.phase = 'connect'
    if (request.origin !== origin || !request.path.startsWith('/')) {
      return stop(call, `a request for ${request.origin} was stopped: this client talks to ${origin} only`)
    }
    for (const name in request.headers) {
      const value: unknown = request.headers[name]
      const last = known.get(name)
      if (value !== undefined && value === last) continue
      // Where a server serves many hosts, `host` is a destination too.
      if (last === undefined && (!HEADER_NAME.test(name) || name === 'host'))
        return stop(call, `the header "${name}" cannot be set`)
      if (!isHeaderValue(value)) {
        return stop(call, `the header "${name}" has characters that cannot stand in a header`)
      }
      if (last !== undefined || known.size < MOST_KNOWN) known.set(name, value)
    }
    return next(request, call)
  }
}

function stop(call: Call, message: string): Promise<never> {
  return Promise.reject(new ConfigurationError({ message, call }))
}
