import { createHmac } from 'node:crypto'

export const TOKEN = 'token-of-the-shop'
export const SIGNING_SECRET = 'hubble-test-secret'

export const TOKEN_PATH = '/webhooks/masonhub'
export const SIGNED_PATH = '/webhooks/hubble/order'

export interface RequestParts {
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream
}

export function post({ path = TOKEN_PATH, method = 'POST', headers = {}, body = '' }: RequestParts): Request {
  return new Request(`http://localhost${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method !== 'GET' && { body, duplex: 'half' as const }),
  })
}

/** A delivery with its token in the header. */
export function withToken(body: unknown, token = TOKEN): Request {
  return post({
    headers: { authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

export function sign(body: string | Uint8Array, secret = SIGNING_SECRET): string {
  return createHmac('sha256', secret).update(body).digest('base64')
}

export function signed(body: string | Uint8Array<ArrayBuffer>, signature = sign(body)): Request {
  return post({ path: SIGNED_PATH, headers: { 'x-verify': signature }, body })
}

export function envelope(id: string, extra: object = {}): object {
  return { message_type: 'orderEvent', message_id: id, data: [{ status: 'fulfilled' }], ...extra }
}
