import type { MappedError, VendorError, VendorFailure } from '@tenon/core'

import { adviceFor } from './advice-for.ts'
import { readErrorBody } from './read-error-body.ts'

const LOGIN_PAGE = /log-?_?in|sign-?_?in/i
/** What the vendor's guides print for a refused token, without a status. */
const TOKEN_PROBLEM =
  /^(authorization header missing|invalid bearer token|invalid token format|token expired|invalid secret phrase)/i

const SEND_PHRASE: ReadonlySet<string> = new Set(['tokens.create', 'tokens.delete'])
const PHRASE_PROBLEM = /^invalid secret phrase/i

const CHECK_TOKEN =
  'Check that the token is current and belongs to this account and environment; MasonHub issues one for each'
const RENEW_TOKEN =
  'Ask MasonHub for a new token (integration-support@masonhub.co), or make one from a new phrase'

/** Reads MasonHub's error answers, and says what to do about them. */
export function mapError({ status, headers, body, operation }: VendorFailure): MappedError {
  const vendor = readErrorBody(body)
  const isWebPage = String(headers['content-type'] ?? '').includes('html')

  if (status >= 300 && status < 400 && LOGIN_PAGE.test(String(headers['location'] ?? ''))) {
    const advice = `MasonHub sent the call to its login page. ${CHECK_TOKEN}`
    return { vendor, kind: 'authentication', advice }
  }
  // Where a phrase was sent it is that one, and not the one in the token.
  if (status !== 401 && SEND_PHRASE.has(operation.id) && PHRASE_PROBLEM.test(vendor.message ?? '')) {
    return { vendor, ...adviceOn({ code: 'INVALID_SECRET_PHRASE' }) }
  }
  if (status === 401 || vendor.code === 'UNAUTHORIZED' || TOKEN_PROBLEM.test(vendor.message ?? '')) {
    const isExpired = /expired/i.test(vendor.message ?? '')
    return { vendor, kind: 'authentication', advice: isExpired ? RENEW_TOKEN : CHECK_TOKEN }
  }
  if (vendor.code === 'LOCATION_ACCESS_DENIED') return { vendor, kind: 'permission', ...adviceOn(vendor) }
  if (status === 403) return { vendor, advice: `Its secret phrase may have been deleted. ${CHECK_TOKEN}` }
  if (status < 500 && isWebPage) {
    return { vendor, advice: 'The answer is a web page, not the API: check baseUrl and account' }
  }
  const byCode = adviceOn(vendor)
  if (byCode !== undefined) return { vendor, ...byCode }
  if (status === 404) return { vendor, advice: 'Check the account: its slug is part of every address' }
  if (status === 429) return { vendor, advice: 'MasonHub publishes no limits: make fewer calls at a time' }
  return { vendor }
}

function adviceOn({ id, code }: VendorError): { advice: string } | undefined {
  const advice = adviceFor(id) ?? adviceFor(code)
  return advice === undefined ? undefined : { advice }
}
