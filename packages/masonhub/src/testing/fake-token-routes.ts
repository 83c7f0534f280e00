import { routeOf, type FakeRequest, type FakeRoute } from '@tenon/core/testing'

import { tokenOperations } from '../tokens/token-operations.ts'
import { isRecord } from '../wire/is-record.ts'
import { badRequest } from './fake-answers.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeTokens } from './fake-tokens.ts'

/** Makes tokens from phrases, and deletes phrases. */
export function fakeTokenRoutes(
  { options: { dialect = {} }, clock, ids }: Pick<FakePorts, 'options' | 'clock' | 'ids'>,
  tokens: FakeTokens,
  pathPrefix: string,
): FakeRoute[] {
  function phraseIn({ body }: FakeRequest): string | undefined {
    const phrase = isRecord(body) ? body['secret_phrase'] : undefined
    return typeof phrase === 'string' && phrase !== '' ? phrase : undefined
  }

  return [
    routeOf(
      tokenOperations.create,
      (request) => {
        const phrase = phraseIn(request)
        if (phrase === undefined) return badRequest('secret_phrase is required')
        const now = new Date(clock.wall()).toISOString()
        const body = {
          id: ids.uuid(),
          account_id: ids.uuid(),
          secret_phrase: phrase,
          [dialect.tokenKey ?? 'encrypted_key']: tokens.make(phrase),
          created_by_id: ids.uuid(),
          created_at: now,
          updated_at: now,
          deleted_by_id: '',
          deleted_at: '',
        }
        return { status: 200, body }
      },
      pathPrefix,
    ),
    routeOf(
      tokenOperations.delete,
      (request) => {
        const phrase = phraseIn(request)
        if (phrase === undefined) return badRequest('secret_phrase is required')
        tokens.forget(phrase)
        const text = `secrets successfully deleted:[${phrase}]`
        const { deletedPhrase = 'text' } = dialect
        return { status: 200, body: deletedPhrase === 'text' ? text : { [deletedPhrase]: text } }
      },
      pathPrefix,
    ),
  ]
}
