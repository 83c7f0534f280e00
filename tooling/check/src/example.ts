/** A ```ts block of the documentation. */
export interface Example {
  /** Where it stands, from the root of the repository. */
  readonly file: string
  /** The line of its fence, from 1: line n of `code` is line `line + n` of `file`. */
  readonly line: number
  readonly code: string
  /** Whether it must run, too, and end with 0. */
  readonly run: boolean
  /** The name that later blocks of the same page import it by. */
  readonly name: string | undefined
}
