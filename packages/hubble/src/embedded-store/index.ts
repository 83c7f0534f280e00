export { createStoreTokens } from './create-store-tokens.ts'
export type { StoreTokens, StoreTokensOptions } from './create-store-tokens.ts'
export type { StoreTokenUser } from './store-token-user.ts'

export { createStoreHandlers } from './create-store-handlers.ts'
export type { StoreHandler, StoreHandlers, StoreHandlersOptions } from './store-handlers-options.ts'
export type { StoreUser } from './store-user.ts'
export type { Eligibility, UserCoins } from './user-coins.ts'
export type { CoinAccounts, CoinEntry, CoinLedger, CoinReceipt } from './coin-ledger.ts'

export { storeEndpoints } from './store-endpoints.ts'
export type { HostedEndpoint } from './hosted-endpoint.ts'
