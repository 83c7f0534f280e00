export { shareTokens } from './share-tokens.ts'
export type { ShareTokensOptions } from './share-tokens.ts'
