import { isIPv4 } from 'node:net'

/** Is this a URL of this machine? Not what cannot be read, nor a name that leads here. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'))
}
