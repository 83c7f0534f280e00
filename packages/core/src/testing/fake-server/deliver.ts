import { request } from 'undici'

export interface Delivery {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The bytes as they are sent, so that a signature over them holds. */
  readonly body: string
  /** Milliseconds. Default 30,000. */
  readonly timeoutMs?: number
}

/** Sends a webhook as a vendor does. Resolves to the status of the answer, or to undefined if there was none. */
export async function deliver(delivery: Delivery): Promise<number | undefined> {
  try {
    const { statusCode, body } = await request(delivery.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...delivery.headers },
      body: delivery.body,
      signal: AbortSignal.timeout(delivery.timeoutMs ?? 30_000),
    })
    await body.dump()
    return statusCode
  } catch {
    return undefined
  }
}
