/** Where each vendor's callbacks come in at this process. */
export const callbackPaths = { masonhub: '/webhooks/masonhub', hubble: '/webhooks/hubble' } as const

/**
 * The address for a vendor below the one that was given, whose path stays: `https://shop.example/tenon` becomes
 * `https://shop.example/tenon/webhooks/masonhub`.
 */
export function callbackUrl(base: string, vendor: keyof typeof callbackPaths): string {
  const url = new URL(base)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${callbackPaths[vendor]}`
  return url.href
}
