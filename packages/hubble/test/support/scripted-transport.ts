import type { HttpRequest, Transport } from '@tenon/core'

export interface ScriptedAnswer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** An error stands for a broken connection or the like; undefined for an answer that never comes. */
export type Script = (
  request: HttpRequest,
) => ScriptedAnswer | Error | undefined | Promise<ScriptedAnswer | Error | undefined>

/** Answers without a network. Logins are answered; all else is the script's. */
export function scriptedTransport(script: Script): Transport & { readonly requests: HttpRequest[] } {
  const requests: HttpRequest[] = []
  return {
    requests,
    async send(request, call) {
      if (call.attempt !== undefined) call.attempt.sent = true
      call.phase = 'headers'
      if (request.path.endsWith('/auth/login')) return toResponse({ status: 200, body: { token: 't0ken' } })
      requests.push(request)
      const answer = await script(request)
      if (answer instanceof Error) throw answer
      if (answer !== undefined) return toResponse(answer)
      return new Promise((_, reject) => {
        call.watch({ interrupt: reject })
      })
    },
    close: async () => {},
  }
}

function toResponse({ status, body, headers = {} }: ScriptedAnswer) {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? {})
  return { status, headers, body: Buffer.from(text) }
}
