import type { FakeAnswer } from '@tenon/core/testing'

/**
 * Hubble's error envelope. The docs do not show the names of most numbers, nor the statuses: where the name is not
 * known the number stands in its place, and numbers that the fake needs and the docs lack are `E000`.
 */
export function vendorError(status: number, id: string, message: string, code = id): FakeAnswer {
  return { status, body: { id, code, message, debugMessage: null, requestId: 'fake', subErrors: [] } }
}

export function notFound(message: string): FakeAnswer {
  return vendorError(404, 'E001', message, 'RESOURCE_NOT_FOUND')
}
