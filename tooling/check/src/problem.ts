/** Something that a reader of the documentation would stumble over. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly message: string
}
