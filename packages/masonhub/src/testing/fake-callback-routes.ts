import { routeOf, type FakeRoute } from '@tenon/core/testing'

import { callbackOperations } from '../callbacks/callback-operations.ts'
import { callbackInput } from '../callbacks/callback.ts'
import { badRequest, listAnswer, messagesOf, writeAnswer, type FakeItemResult } from './fake-answers.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeCallback } from './fake-records.ts'

export function fakeCallbackRoutes({ options, books, ids }: FakePorts, pathPrefix: string): FakeRoute[] {
  const { dialect } = options
  const callbacks = books.collection<FakeCallback>('callbacks')

  /** The vendor's own example speaks of an update: a second one for the same type and URL replaces the first. */
  function register(item: unknown): FakeItemResult {
    const { data, error } = callbackInput.safeParse(item)
    if (error !== undefined) return { messages: messagesOf(error) }
    const { message_type, url, api_version = '1.0', token } = data
    const former = [...callbacks.values()].find((one) => one.message_type === message_type && one.url === url)
    const id = former?.id ?? ids.uuid()
    callbacks.set(id, { id, message_type, url, api_version, ...(token !== undefined && { token }) })
    return { customer_identifier: message_type, message_type, id, url }
  }

  return [
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
    routeOf(
      callbackOperations.create,
      ({ body }) =>
        Array.isArray(body)
          ? writeAnswer(body.map(register), dialect)
          : badRequest('the body must be an array'),
      pathPrefix,
    ),
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
