import type { Call } from '../call/call.ts'
import { TenonError } from '../errors/tenon-error.ts'
import type { HttpResponse } from '../transport/http.ts'
import type { Send } from '../transport/transport.ts'
import type { AuthStrategy, Grant } from './auth-strategy.ts'

/** Puts the credential on each attempt, and nothing else. */
export function authorizing(auth: AuthStrategy): (next: Send) => Send {
  return (next) => (request, call) => {
    call.phase = 'auth'
    const proceed = (grant: Grant): Promise<HttpResponse> => {
      // What a challenge of this attempt will want to know.
      if (call.attempt !== undefined) call.attempt.grant = grant
      return next(request, call)
    }
    const granted = auth.authorize(request, call)
    // A strategy may be written with promises of another kind.
    return 'then' in granted ? waitFor(call, granted).then(proceed) : proceed(granted)
  }
}

async function waitFor(call: Call, granted: Promise<Grant>): Promise<Grant> {
  const startedMs = call.elapsedMs
  try {
    return await granted
  } catch (error) {
    if (call.interruption !== undefined) throw call.interruption
    // The failure of a shared login, told to each call that waited for it in that call's own name.
    throw TenonError.isInstance(error) && error.call !== call
      ? error.shared({ call, retryAt: error.retryAt }, 'the login failed')
      : error
  } finally {
    if (call.attempt !== undefined) call.attempt.authMs = call.elapsedMs - startedMs
  }
}
