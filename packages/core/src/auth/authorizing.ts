import type { Call } from '../call/call.ts'
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
    const granted = auth.authorize(request, call)
    // A strategy may be written with promises of another kind.
    return 'then' in granted ? waitFor(call, granted).then(proceed) : proceed(granted)
  }
}

async function waitFor(call: Call, granted: Promise<Grant>): Promise<Grant> {
  const startedMs = call.elapsedMs
  try {
    return await granted
  } finally {
    if (call.attempt !== undefined) call.attempt.authMs = call.elapsedMs - startedMs
  }
}
