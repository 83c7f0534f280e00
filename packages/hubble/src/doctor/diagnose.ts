import {
  ConfigurationError,
  ConnectionError,
  CredentialsRefusedError,
  PermissionError,
  TenonError,
  TimeoutError,
  TlsError,
} from '@tenon/core'

import { hubbleErrorAdvice } from '../errors/hubble-error-advice.ts'
import type { DoctorCheck } from './doctor-check.ts'

/** What an error says about the setup; `name` tells which check it belongs to. */
export type Diagnosis = Pick<DoctorCheck, 'name' | 'finding' | 'detail' | 'requestIds'> & {
  readonly advice: string
}

/** Reads an error of a login, or of a call where the login went well. */
export function diagnose(error: TenonError, environment: string): Diagnosis {
  const root = rootOf(error)
  const requestIds = [...new Set([...error.requestIds, ...root.requestIds])]
  const say = (
    name: DoctorCheck['name'],
    finding: DoctorCheck['finding'],
    detail: string,
    advice: string,
  ): Diagnosis => ({ name, finding, detail, advice, requestIds })

  if (ConnectionError.isInstance(root))
    return say(
      'network',
      'unreachable',
      'Hubble cannot be reached',
      'Check the network, DNS, firewalls and proxies between here and the host',
    )
  if (TlsError.isInstance(root))
    return say(
      'network',
      'certificate',
      "the host's certificate is not acceptable",
      'Look for a proxy that puts itself between; check the base URL and the clock of this machine',
    )
  if (TimeoutError.isInstance(root))
    return say(
      'network',
      'timeout',
      'Hubble did not answer in time',
      'Check the network; a firewall that drops packets looks like this',
    )
  if (PermissionError.isInstance(root) || root.status === 403)
    return say(
      'address',
      'address-not-allowed',
      'Hubble does not let this address in',
      `Register this machine's outgoing address on the IP allowlist of ${environment} in Hubble's portal; look for a VPN or proxy, and for an address that changed`,
    )
  if (ConfigurationError.isInstance(root))
    return say('credentials', 'setting-unreadable', root.message, 'Mend the option that the message names')
  if (CredentialsRefusedError.isInstance(root)) {
    return root.vendor?.id === 'E001'
      ? say(
          'credentials',
          'wrong-id',
          `Hubble does not know this clientId in ${environment}`,
          `Look for a slip in the clientId, and make sure that it is one of ${environment}: each environment has its own`,
        )
      : say(
          'credentials',
          'wrong-secret',
          `Hubble refuses this secret in ${environment}`,
          `Take the clientSecret anew from the portal, and make sure that it is one of ${environment}: each environment has its own`,
        )
  }
  const { id } = root.vendor ?? {}
  const advice = Object.hasOwn(hubbleErrorAdvice, id ?? '')
    ? hubbleErrorAdvice[id as keyof typeof hubbleErrorAdvice]
    : undefined
  return say(
    'network',
    'vendor-trouble',
    root.message,
    advice ?? 'Try again in some minutes; if it stays, give the request ids to the support of Hubble',
  )
}

/** An error that is shared by all who waited for a login has the vendor's own answer as its cause. */
function rootOf(error: TenonError): TenonError {
  return TenonError.isInstance(error.cause) ? rootOf(error.cause) : error
}
