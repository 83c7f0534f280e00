import { isIPv4 } from 'node:net'

import type { Provider } from '../declare/provider.ts'
import { optionError } from './read-config.ts'

/**
 * The origin that the client is pinned to.
 *
 * @throws ConfigurationError when it is not https (loopback on request), or more than scheme, host and port
 */
export function readOrigin(provider: Provider, base: string, allowLoopback: boolean): string {
  const refuse = (problem: string): never => {
    throw optionError(provider, 'baseUrl', problem)
  }
  if (!URL.canParse(base)) return refuse('not a URL')
  const url = new URL(base)
  if (url.username !== '' || url.password !== '') return refuse('credentials do not belong into a URL')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return refuse('give scheme and host only, without a path or query')
  }
  if (url.protocol === 'https:') return url.origin
  if (url.protocol !== 'http:') return refuse(`must be https, not ${url.protocol.slice(0, -1)}`)
  if (!isLoopback(url.hostname)) return refuse('must be https')
  if (!allowLoopback)
    return refuse('must be https; http to this machine needs the option allowLoopback: true')
  return url.origin
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'))
}
