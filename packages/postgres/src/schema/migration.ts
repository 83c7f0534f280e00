/** A step of the schema of one part of this package. Never changed once it was released: a change is the next one. */
export interface Migration {
  /** What it belongs to; parts are numbered each for itself. */
  readonly part: string
  /** 1 for the first of its part, without gaps. */
  readonly version: number
  /** Statements, each with its semicolon. They run inside a `DO` block, so none of them is a `SELECT`. */
  readonly sql: string
}
