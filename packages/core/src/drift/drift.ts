/** A difference between what a vendor sends and what its schema knows, that the schema lets pass. */
export interface Drift {
  readonly provider: string
  readonly operation: string
  /** A field that is not declared, or a word that is not among those of an open list. */
  readonly kind: 'new-field' | 'new-word'
  /** Where, with `[]` for any element of a list: `data[].status`. */
  readonly path: string
}

/** What a client does about drift: publish it on the channel `tenon:drift` (the default), throw, or nothing. */
export type DriftPolicy = 'report' | 'throw' | 'ignore'
