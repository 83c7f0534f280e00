/**
 * Whose connections are counted together: an IPv4 address, or the /64 of an IPv6 one, as that is what one customer
 * of a network has. A mapped IPv4 address (`::ffff:192.0.2.1`) is the IPv4 address.
 */
export function networkOf(address: string): string {
  const ipv4 = address.replace(/^::ffff:(?=[\d.]+$)/i, '')
  if (!ipv4.includes(':')) return ipv4
  const [before = '', after] = ipv4.replace(/%.*$/, '').split('::')
  const left = groupsOf(before)
  const right = groupsOf(after ?? '')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':')
}
