import { routeOf, type FakeRequest, type FakeRoute } from '@tenon/core/testing'

import { callbackHoldInput, type HoldableType } from '../callbacks/callback-hold.ts'
import { callbackOperations } from '../callbacks/callback-operations.ts'
import { callbackInput } from '../callbacks/callback.ts'
import { badRequest, listAnswer, messagesOf, writeAnswer, type FakeItemResult } from './fake-answers.ts'
import type { FakeDeliveries } from './fake-deliveries.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeCallback, FakeHold } from './fake-records.ts'

export function fakeCallbackRoutes(
  { options, books, ids }: FakePorts,
  deliveries: FakeDeliveries,
  pathPrefix: string,
): FakeRoute[] {
  const { dialect } = options
  const callbacks = books.collection<FakeCallback>('callbacks')
  const holds = books.collection<FakeHold>('holds')

  /** The vendor's own example speaks of an update, so that a second one replaces the first by default. */
  function register(item: unknown): FakeItemResult {
    const { data, error } = callbackInput.safeParse(item)
    if (error !== undefined) return { messages: messagesOf(error) }
    const { message_type, url, api_version = '1.0', token } = data
    const former = [...callbacks.values()].find((one) => one.message_type === message_type && one.url === url)
    const { secondCallback = 'replace' } = dialect ?? {}
    if (former !== undefined && secondCallback === 'refuse') {
      const errors = ['301: has already been taken, it must be unique']
      return { customer_identifier: message_type, message_type, messages: [{ field_name: 'url', errors }] }
    }
    const id = secondCallback === 'replace' ? (former?.id ?? ids.uuid()) : ids.uuid()
    callbacks.set(id, { id, message_type, url, api_version, ...(token !== undefined && { token }) })
    return { customer_identifier: message_type, message_type, id, url }
  }

  const change =
    (set: (type: HoldableType) => void) =>
    (item: unknown): FakeItemResult => {
      // Guides have plain words.
      const { data, error } = callbackHoldInput.safeParse(
        typeof item === 'string' ? { message_type: item } : item,
      )
      if (error !== undefined) return { messages: messagesOf(error) }
      set(data.message_type)
      return { customer_identifier: data.message_type }
    }

  const write = (each: (item: unknown) => FakeItemResult) => (request: FakeRequest) =>
    Array.isArray(request.body)
      ? writeAnswer(request.body.map(each), dialect)
      : badRequest('the body must be an array')

  return [
    routeOf(
      callbackOperations.holds,
      () => listAnswer([...holds.values()], dialect?.list ?? 'bare', 'holds'),
      pathPrefix,
    ),
    routeOf(callbackOperations.hold, write(change((type) => deliveries.hold(type))), pathPrefix),
    routeOf(callbackOperations.release, write(change((type) => deliveries.release(type))), pathPrefix),
    routeOf(
      callbackOperations.list,
      ({ url }) => {
        const type = url.searchParams.get('message_type') ?? 'all'
        const rows = [...callbacks.values()]
          .filter(({ message_type }) => type === 'all' || message_type === type)
          .map(({ id, message_type, url: target, api_version }) => ({
            id,
            message_type,
            url: target,
            api_version,
          }))
        return listAnswer(rows, dialect?.list ?? 'bare', 'callbacks')
      },
      pathPrefix,
    ),
    routeOf(callbackOperations.create, write(register), pathPrefix),
    routeOf(
      callbackOperations.delete,
      ({ body }) => {
        if (!Array.isArray(body)) return badRequest('the body must be an array')
        for (const id of body) callbacks.delete(String(id))
        return { status: 200, body: 'callbacks deleted' }
      },
      pathPrefix,
    ),
  ]
}
