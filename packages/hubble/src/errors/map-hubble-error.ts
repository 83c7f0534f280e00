import type { MappedError, VendorError, VendorFailure } from '@tenon/core'

import { hubbleErrorAdvice, type HubbleErrorId } from './hubble-error-advice.ts'

const LONGEST_TEXT = 200
const NUMBER = /^E\d{3}$/
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g

/** The names that the docs show; those of the other numbers were not retrievable. */
const numberOfName: Readonly<Record<string, HubbleErrorId>> = {
  RESOURCE_NOT_FOUND: 'E001',
  INSUFFICIENT_BALANCE: 'E300',
}

/**
 * Reads Hubble's envelope `{ id, code, message, subErrors }` (Hubble API docs, error, V3). The number is in `id`;
 * where it is not, `code` is tried. Anything else leaves the verdict to the status.
 *
 * @param environment named in advice
 */
export function mapHubbleError(
  { status, body, lane }: VendorFailure,
  environment: string,
): MappedError | undefined {
  const vendor = readEnvelope(body)
  if (status === 403) {
    const advice = `Calls from this address are not allowed: register it on the IP allowlist of ${environment} in Hubble's portal, and look for a VPN or proxy on the way`
    return { vendor: vendor ?? {}, advice }
  }
  if (vendor === undefined) return undefined
  if (lane === 'login' && vendor.id === 'E001') {
    const advice = `Check the clientId, and that it is one of ${environment}`
    return { vendor, advice, kind: 'credentials-refused' }
  }
  const advice = lane === 'calls' ? adviceFor(vendor.id) : undefined
  return advice === undefined ? { vendor } : { vendor, advice }
}

function readEnvelope(body: unknown): VendorError | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { id, code, message, subErrors } = body as Record<string, unknown>
  const name = bounded(code)
  const number = [id, code].find((value) => typeof value === 'string' && NUMBER.test(value))
  const vendor = {
    id: typeof number === 'string' ? number : (numberOfName[name ?? ''] ?? bounded(id)),
    code: name,
    message: bounded([message, ...fieldMessages(subErrors)].filter(isText).join('; ')),
  }
  if (vendor.id === undefined && vendor.code === undefined) return undefined
  return Object.fromEntries(Object.entries(vendor).filter(([, value]) => value !== undefined))
}

function fieldMessages(subErrors: unknown): string[] {
  if (!Array.isArray(subErrors)) return []
  return subErrors.slice(0, 10).flatMap((entry: unknown) => {
    const { fieldName, message } = (entry ?? {}) as Record<string, unknown>
    return [[fieldName, message].filter(isText).join(' ')]
  })
}

/** A vendor's text, fit for one line of a log. */
function bounded(value: unknown): string | undefined {
  return isText(value) ? value.replaceAll(CONTROLS, ' ').slice(0, LONGEST_TEXT).toWellFormed() : undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function adviceFor(id: string | undefined): string | undefined {
  return id !== undefined && Object.hasOwn(hubbleErrorAdvice, id)
    ? hubbleErrorAdvice[id as HubbleErrorId]
    : undefined
}
