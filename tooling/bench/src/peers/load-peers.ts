import type { Peer } from './peer.ts'

/** By package. Loaded one by one, as they are optional: an installation does not fail for want of one. */
export const loadPeers: Readonly<Record<string, () => Promise<Peer>>> = {
  undici: async () => (await import('./undici-fetch.ts')).undiciFetch,
  '@azure/core-rest-pipeline': async () => (await import('./azure-core.ts')).azureCore,
  'openapi-fetch': async () => (await import('./openapi-fetch.ts')).openapiFetch,
  axios: async () => (await import('./axios.ts')).axios,
  '@octokit/request': async () => (await import('./octokit-request.ts')).octokitRequest,
  ky: async () => (await import('./ky.ts')).ky,
  gaxios: async () => (await import('./gaxios.ts')).gaxios,
  got: async () => (await import('./got.ts')).got,
}
