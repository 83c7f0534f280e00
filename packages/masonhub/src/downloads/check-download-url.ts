import { InvalidInputError } from '@tenon/core'

/** Where MasonHub's API and its samples have files (`docs/vendors/masonhub.md`, stock). */
const HOSTS: ReadonlySet<string> = new Set([
  'app.masonhub.co',
  'api.masonhub.co',
  'sandbox.masonhub.co',
  'sandbox-api.masonhub.co',
  'secure.masonhub.com',
])

/**
 * Checks an address that came from outside: a callback may name any. Only MasonHub's own hosts are asked, over
 * https, and that which the client itself talks to.
 *
 * @param origin the client's own; what is given without a host belongs to it
 * @throws InvalidInputError
 */
export function checkDownloadUrl(given: string, origin: string): URL {
  if (typeof given !== 'string' || !URL.canParse(given, origin)) throw refused('is not a URL')
  const url = new URL(given, origin)
  if (url.username !== '' || url.password !== '') throw refused('has credentials in it')
  if (url.origin === origin) return url
  if (url.protocol !== 'https:') throw refused('must be https')
  if (!HOSTS.has(url.hostname) || url.port !== '') throw refused('is not on a host of MasonHub')
  return url
}

/** The address is not repeated: it may carry a signature. */
function refused(problem: string): InvalidInputError {
  return new InvalidInputError({
    message: `masonhub: nothing was fetched, the address ${problem}`,
    advice: 'Check where it came from: MasonHub gives addresses on its own hosts',
    issues: [`url: ${problem}`],
  })
}
