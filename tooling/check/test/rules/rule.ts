/** One import rule, with what breaks it and what does not. */
export interface Rule {
  /** What the rule says; the test's name. */
  readonly says: string
  /** The code of the oxlint rule that says it. */
  readonly rule: string
  /** The file it holds in; `*` is replaced, so that every snippet has a file of its own. */
  readonly in: string
  /** Snippets that break it, each alone. */
  readonly denies: readonly string[]
  /** Snippets that do not. */
  readonly allows: readonly string[]
  /** Where what is denied here is at home, if anywhere. */
  readonly home?: string
}
