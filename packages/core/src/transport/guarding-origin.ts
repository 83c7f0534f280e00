import { ConfigurationError } from '../errors/configuration-error.ts'
import type { Send } from './transport.ts'

/** Credentials are bound to a destination: no request leaves for another, whatever a middleware made of it. */
export function guardingOrigin(origin: string): (next: Send) => Send {
  return (next) => (request, call) => {
    if (request.origin === origin && request.path.startsWith('/')) return next(request, call)
    const message = `a request for ${request.origin} was stopped: this client talks to ${origin} only`
    return Promise.reject(new ConfigurationError({ message, call }))
  }
}
