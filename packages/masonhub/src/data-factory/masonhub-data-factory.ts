import type { CallOptions, InputOf, Operation } from '@tenon/core'

import type { WriteResult } from '../wire/read-write-result.ts'
import type { dataFactoryOperations } from './data-factory-operations.ts'

type Operations = typeof dataFactoryOperations
type ItemOf<O extends Operation> =
  InputOf<O> extends { readonly body: readonly (infer Item)[] } ? Item : never

/**
 * Has things happen that people and parcels would do: in the sandbox only. In production every one of them is
 * refused before anything is sent.
 *
 * Each takes one thing or a list, and throws a PartialFailureError with what MasonHub refused; its answer names the
 * simulator and not the thing, so that it cannot be said which. None is sent again by itself.
 *
 * `resolveOrderUpdate` was withdrawn, says the contract; the guides describe it as working.
 */
export type MasonHubDataFactory = {
  readonly [Name in keyof Operations]: (
    what: ItemOf<Operations[Name]> | readonly ItemOf<Operations[Name]>[],
    options?: CallOptions,
  ) => Promise<WriteResult>
}
