/** What a contestant without a token life cycle sends. */
export const requestHeaders = { authorization: 'Bearer token', accept: 'application/json' }
