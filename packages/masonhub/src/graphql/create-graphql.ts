import { AuthenticationError, PartialFailureError, type CallOptions, type Method } from '@tenon/core'

import { vendorText } from '../wire/vendor-text.ts'
import type { GraphQlAnswer, GraphQlError } from './graphql-answer.ts'
import type { graphQlOperation } from './graphql-operation.ts'

/** See `MasonHub.graphql`. */
export type GraphQl = <Data extends object, Variables extends object = Readonly<Record<string, unknown>>>(
  document: string,
  variables?: Variables,
  options?: CallOptions,
) => Promise<GraphQlAnswer<Data>>

export function createGraphQl(method: Method<typeof graphQlOperation>): GraphQl {
  return async <Data extends object>(document: string, variables?: object, options?: CallOptions) => {
    const body = { query: document, ...(variables && { variables: { ...variables } }) }
    const pending = method({ body }, options)
    const { data, errors: said } = await pending
    const errors = (said ?? []).map(({ message, path, extensions }): GraphQlError => ({
      message: vendorText(message ?? 'no message'),
      code: extensions?.code ?? undefined,
      path: path ?? [],
    }))
    return Object.freeze({
      // What it holds is the caller's word.
      data: (data ?? undefined) as Data | undefined,
      errors,
      call: pending.call,
      orThrow(): Data {
        const [first] = errors
        if (first === undefined && data) return data as Data
        const details = {
          message: first === undefined ? 'the answer has no data' : `the answer has errors: ${first.message}`,
          vendor: first && { message: first.message, ...(first.code !== undefined && { code: first.code }) },
          call: pending.call,
        }
        if (first?.code === 'UNAUTHORIZED') throw new AuthenticationError(details)
        throw new PartialFailureError({ ...details, failures: errors })
      },
    })
  }
}
