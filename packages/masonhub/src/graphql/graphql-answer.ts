import type { CallRecord } from '@tenon/core'

/** What GraphQL answers: data, errors, or some of both. */
export interface GraphQlAnswer<Data> {
  /** Typed as you say, and not checked: the vendor publishes no schema. */
  readonly data: Data | undefined
  readonly errors: readonly GraphQlError[]
  readonly call: CallRecord
  /**
   * The data, if that is all there is.
   *
   * @throws AuthenticationError for `UNAUTHORIZED`, else PartialFailureError with the errors
   */
  orThrow(): Data
}

export interface GraphQlError {
  readonly message: string
  /** `UNAUTHORIZED`, `NOT_FOUND`, `VALIDATION_ERROR`, `INTERNAL_SERVER_ERROR`, or another. */
  readonly code: string | undefined
  /** Where in the data. */
  readonly path: readonly (string | number)[]
}
