import { BlockList, isIP } from 'node:net'

import { ConfigurationError } from '@tenon/core'

import { positiveInteger } from '../options/positive-integer.ts'

/** Whether a delivery comes from an address of the list. */
export type AddressCheck = (remoteAddress: string | undefined, headers: Headers) => boolean

/**
 * Compiles a list of addresses and networks. Behind proxies the sender's address is the one that the outermost
 * trusted proxy saw: counted from the right in `X-Forwarded-For`, as whatever stands further left is the sender's own
 * invention. What is missing or no address is not on the list.
 *
 * @throws ConfigurationError for an empty list, for an entry that is no address, for hops that are no number
 */
export function createAddressCheck(
  addresses: readonly string[],
  trustedHops: number,
  option: string,
): AddressCheck {
  const list = listOf(addresses, option)
  return (remoteAddress, headers) => {
    const forwarded = headers.get('x-forwarded-for')?.split(',') ?? []
    const hops = [...forwarded, remoteAddress ?? '']
    // Also without the proxy's own address nobody gets in by a header alone.
    if (remoteAddress === undefined) return false
    const sender = addressIn(hops.at(-1 - trustedHops) ?? '')
    return sender !== undefined && list.check(sender, isIP(sender) === 6 ? 'ipv6' : 'ipv4')
  }
}

/** @throws ConfigurationError when it is not a whole number, 0 or more */
export function readTrustedHops(hops: number): number {
  return hops === 0 ? 0 : positiveInteger(hops, 'trustedHops')
}

function listOf(addresses: readonly string[], option: string): BlockList {
  if (addresses.length === 0)
    throw new ConfigurationError({
      message: 'the list of addresses is empty: nothing could be delivered',
      option,
      advice: 'Leave it out to accept deliveries from anywhere, if token or signature are enough',
    })
  const list = new BlockList()
  for (const entry of addresses) {
    try {
      add(list, entry)
    } catch (cause) {
      const message = `"${entry}" is neither an address nor a network`
      throw new ConfigurationError({ message, option, cause, advice: "Write it as in '203.0.113.0/24'" })
    }
  }
  return list
}

function add(list: BlockList, entry: string): void {
  const [address = '', prefix, ...rest] = entry.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (isIP(address) === 0 || rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix)))
    throw new TypeError('not an address')
  if (prefix === undefined) list.addAddress(address, family)
  else list.addSubnet(address, Number(prefix), family)
}

/** An address in a form that proxies write: alone, `1.2.3.4:56` or `[::1]:56`. An IPv6 address may have a zone. */
function addressIn(text: string): string | undefined {
  const written = text.trim()
  const [, inBrackets, beforePort] = /^(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(written) ?? []
  const address = (inBrackets ?? beforePort ?? written).replace(/%.*$/, '')
  return isIP(address) === 0 ? undefined : address
}
