/** Where Hubble's partner API is (Hubble API docs, auth and go-live, V3). */
export const hubbleOrigins = {
  production: 'https://api.myhubble.money',
  staging: 'https://api.dev.myhubble.money',
} as const
