/** The packages with a contract. */
export const providers = ['masonhub', 'hubble'] as const
