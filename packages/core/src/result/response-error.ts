import { retryAfterMs } from '../attempts/retry-after.ts'
import type { Call } from '../call/call.ts'
import type { MappedError, VendorFailure } from '../declare/provider.ts'
import { AuthenticationError } from '../errors/authentication-error.ts'
import { CredentialsRefusedError } from '../errors/credentials-refused-error.ts'
import { HttpError } from '../errors/http-error.ts'
import { PermissionError } from '../errors/permission-error.ts'
import { RateLimitedError } from '../errors/rate-limited-error.ts'
import type { TenonError } from '../errors/tenon-error.ts'
import type { HttpResponse } from '../transport/transport.ts'
import { readJson } from './read-json.ts'

type Kind = NonNullable<MappedError['kind']> | 'http'

const errors = {
  authentication: AuthenticationError,
  'credentials-refused': CredentialsRefusedError,
  permission: PermissionError,
  'rate-limited': RateLimitedError,
  http: HttpError,
}

const advice: { readonly [K in Kind]?: string } = {
  authentication: 'Check that the credential is current and belongs to this environment',
  'credentials-refused': 'Check id and secret, and that they belong to this environment',
  permission: 'The credential is valid but not allowed to do this; ask the vendor',
}

const REDIRECT_ADVICE = 'Redirects are not followed; check the base URL and the account'

/** A provider's reading of error bodies, for the client's own configuration. */
export type MapError = (failure: VendorFailure) => MappedError | undefined

/** The error that an answer outside of 2xx stands for. */
export function toResponseError(response: HttpResponse, call: Call, mapError: MapError): TenonError {
  const { status, headers } = response
  const { declaration: operation, lane } = call
  const body = unlessItThrows(() => readJson(response.body))
  // A mistake in a provider's reading must not hide what happened: the status still tells.
  const mapped = unlessItThrows(() => mapError({ status, headers, body, operation, lane }))
  const delay = retryAfterMs(headers, call.clock)
  const kind = mapped?.kind ?? kindOf(status, call)
  const details = {
    message: messageOf(status, mapped),
    advice: mapped?.advice ?? (status >= 300 && status < 400 ? REDIRECT_ADVICE : advice[kind]),
    vendor: mapped?.vendor,
    retryAt: delay === undefined ? undefined : new Date(call.clock.wall() + delay),
    status,
    call,
  }
  return new (errors[kind] ?? HttpError)(details)
}

function unlessItThrows<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function kindOf(status: number, call: Call): Kind {
  if (status === 403) return 'permission'
  if (status === 429) return 'rate-limited'
  if (status === 401) return call.lane === 'login' ? 'credentials-refused' : 'authentication'
  return status === 400 && call.lane === 'login' ? 'credentials-refused' : 'http'
}

function messageOf(status: number, mapped: MappedError | undefined): string {
  const { id, code, message } = mapped?.vendor ?? {}
  const said = [id, code === id ? undefined : code, message].filter(Boolean).join(' ')
  return `the vendor answered ${status}${said === '' ? '' : `: ${said}`}`
}
