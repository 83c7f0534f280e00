import type { Call } from '../call/call.ts'
import { TenonError } from '../errors/tenon-error.ts'
import type { HttpResponse, Send } from '../transport/transport.ts'
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
    let granted: Grant | Promise<Grant>
    try {
      granted = auth.authorize(request, call)
    } catch (error) {
      return Promise.reject(inNameOf(call, error))
    }
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
    throw inNameOf(call, error)
  } finally {
    if (call.attempt !== undefined) call.attempt.authMs = call.elapsedMs - startedMs
  }
}

/** The failure of a login that others wait for too, or of a secret's source, told in this call's own name. */
function inNameOf(call: Call, error: unknown): unknown {
  if (!TenonError.isInstance(error) || error.call === call) return error
  return error.shared({ call }, error.call === undefined ? 'no credential' : 'the login failed')
}
