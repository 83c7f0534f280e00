import { Secret, systemClock, systemRandom } from '@tenon/core'
import type { z } from 'zod'

import { positiveInteger } from '../options/positive-integer.ts'
import type { CoinLedger } from './coin-ledger.ts'
import type { HostedEndpoint } from './hosted-endpoint.ts'
import { moveCoins, type CoinOutcome, type CoinRefusal } from './move-coins.ts'
import { openSecrets } from './open-secrets.ts'
import { readJsonBody } from './read-json-body.ts'
import { Refusal } from './refusal.ts'
import { storeEndpoints } from './store-endpoints.ts'
import type { StoreHandler, StoreHandlers, StoreHandlersOptions } from './store-handlers-options.ts'

/** Not documented by the vendor: what else could be answered than the documented 200 and 401. */
const statusOfRefusal: Readonly<Record<CoinRefusal, number>> = {
  UNKNOWN_USER: 404,
  INSUFFICIENT_COINS: 409,
  ALREADY_REVERSED: 409,
  REFERENCE_CONFLICT: 409,
}

/**
 * Makes the handlers of what the classic embedded store asks of you: who a token belongs to, a user's coins, taking
 * them and giving them back, once for each reference. Mount them in any server that speaks `Request` and `Response`,
 * behind TLS 1.2 or newer, or give `handle` all that is below the base URL that Hubble knows.
 *
 * Beside 200 they answer: 401 (the shared secret, or for `/sso` the token, with `{ userId: null }`), 404 (no such
 * path, or no such user), 400, 405, 408, 413, 415 (the request), 409 (not enough coins, a reference that was reversed
 * or that is known with other content), and 500 when one of your functions throws; Hubble may ask again then.
 *
 * @example
 * ```ts
 * import { createStoreHandlers } from '@tenon/hubble/embedded-store'
 * import { createMemoryCoinLedger } from '@tenon/hubble/testing'
 *
 * const { handle } = createStoreHandlers({
 *   secrets: { file: '/run/secrets/hubble-store' },
 *   identify: async (token) => (token.matches('a session of yours') ? { userId: 'user-1' } : undefined),
 *   ledger: createMemoryCoinLedger({ 'user-1': 500 }),
 * })
 * ```
 *
 * @throws ConfigurationError without a secret, with an empty one, or with a limit that is not a positive integer
 */
export function createStoreHandlers(options: StoreHandlersOptions): StoreHandlers {
  const { identify, ledger, eligibility, logger, clock = systemClock, random = systemRandom } = options
  const limits = {
    maxBodyBytes: positiveInteger('maxBodyBytes', options.maxBodyBytes ?? 16 * 1024),
    bodyTimeoutMs: positiveInteger('bodyTimeoutMs', options.bodyTimeoutMs ?? 10_000),
    clock,
  }
  const isShared = openSecrets(options.secrets, clock)

  /** Checks what is the same for all, and turns whatever happens into an answer. */
  function hosted(endpoint: HostedEndpoint, work: (request: Request) => Promise<object>): StoreHandler {
    return async (request) => {
      try {
        if (request.method !== endpoint.method)
          throw new Refusal(405, 'WRONG_METHOD', undefined, { allow: endpoint.method })
        if (!(await isShared(request.headers.get('x-hubble-secret') ?? '')))
          throw new Refusal(401, 'WRONG_SECRET')
        return Response.json(await work(request))
      } catch (error) {
        return answerTo(error, endpoint.id)
      }
    }
  }

  function answerTo(error: unknown, endpoint: string): Response {
    if (error instanceof Refusal) {
      const { status, message: code, body, headers } = error
      logger?.warn({ provider: 'hubble', endpoint, status, code }, "a request of the store's was refused")
      return Response.json(body, { status, headers })
    }
    logger?.error({ provider: 'hubble', endpoint, error }, "a request of the store's failed")
    return Response.json({ status: 'FAILED', code: 'INTERNAL' }, { status: 500 })
  }

  async function bodyOf<T>(request: Request, schema: z.ZodType<T, unknown>): Promise<T> {
    const { data } = schema.safeParse(await readJsonBody(request, limits))
    if (data === undefined) throw new Refusal(400, 'INVALID_REQUEST')
    return data
  }

  function ledgerOrNone(): CoinLedger {
    if (ledger === undefined) throw new Refusal(404, 'NO_COINS_HERE')
    return ledger
  }

  function receiptOf(outcome: CoinOutcome, referenceId: string): object {
    if (typeof outcome === 'string') throw new Refusal(statusOfRefusal[outcome], outcome)
    const { transactionId, balance } = outcome
    return { status: 'SUCCESS', transactionId, balance, referenceId }
  }

  const { sso, balance, debit, reverse } = storeEndpoints
  const handlers = {
    sso: hosted(sso, async (request) => {
      const { token } = await bodyOf(request, sso.body)
      const user = await identify(new Secret(token))
      if (user === undefined) throw new Refusal(401, 'WRONG_TOKEN', { userId: null })
      return sso.response.parse(user)
    }),
    balance: hosted(balance, async (request) => {
      const { data } = balance.query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
      if (data === undefined) throw new Refusal(400, 'INVALID_REQUEST')
      const { userId } = data
      const totalCoins = await ledgerOrNone().balance(userId)
      if (totalCoins === undefined) throw new Refusal(404, 'UNKNOWN_USER')
      const consumptionEligibility = await eligibility?.(userId)
      return balance.response.parse({ userId, totalCoins, consumptionEligibility })
    }),
    debit: hosted(debit, async (request) => {
      const wanted = await bodyOf(request, debit.body)
      const outcome = await ledgerOrNone().transaction(wanted, (accounts) =>
        moveCoins.debit(accounts, wanted, random.uuid()),
      )
      return receiptOf(outcome, wanted.referenceId)
    }),
    reverse: hosted(reverse, async (request) => {
      const wanted = await bodyOf(request, reverse.body)
      const outcome = await ledgerOrNone().transaction(wanted, (accounts) =>
        moveCoins.reverse(accounts, wanted, random.uuid()),
      )
      return receiptOf(outcome, wanted.referenceId)
    }),
  }

  return {
    ...handlers,
    async handle(request) {
      const segment = new URL(request.url).pathname.split('/').findLast((part) => part !== '') ?? ''
      if (Object.hasOwn(handlers, segment)) return handlers[segment as keyof typeof handlers](request)
      return answerTo(new Refusal(404, 'NO_SUCH_PATH'), 'store')
    },
  }
}
