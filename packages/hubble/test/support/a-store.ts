import { createStoreHandlers, type StoreHandlersOptions } from '../../src/embedded-store/index.ts'
import { createMemoryCoinLedger } from '../../src/testing/index.ts'

export const STORE_SECRET = 'the-secret-of-the-store'

interface Asked {
  readonly secret?: string | null
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly signal?: AbortSignal
}

export interface Answered {
  readonly status: number
  readonly body: Record<string, unknown>
}

/** The handlers over a ledger of 100 coins, and Hubble's side of the calls. */
export function aStore(options: Partial<StoreHandlersOptions> = {}) {
  const ledger = createMemoryCoinLedger({ 'user-1': 100, 'user-2': 100 })
  const lines: unknown[] = []
  const write = (fields: object, message: string): void => void lines.push([message, fields])
  const handlers = createStoreHandlers({
    secrets: STORE_SECRET,
    identify: async (token) =>
      token.matches('good') ? { userId: 'user-1', email: 'zoe@example.com', cohorts: ['gold'] } : undefined,
    ledger,
    logger: { debug: write, info: write, warn: write, error: write },
    ...options,
  })

  async function ask(path: string, body?: unknown, asked: Asked = {}): Promise<Answered> {
    const { secret = STORE_SECRET, method = body === undefined ? 'GET' : 'POST', headers = {} } = asked
    const request = new Request(`https://shop.example/hubble${path}`, {
      method,
      headers: {
        ...(secret !== null && { 'X-Hubble-Secret': secret }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const response = await handlers.handle(request)
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  const movement = (referenceId: string, more: object = {}) => ({ userId: 'user-1', referenceId, ...more })
  return {
    ledger,
    lines,
    handlers,
    ask,
    debit: (referenceId: string, coins = 30, more: object = {}) =>
      ask('/debit', movement(referenceId, { coins, ...more })),
    reverse: (referenceId: string, more: object = {}) => ask('/reverse', movement(referenceId, more)),
  }
}
