/** What was waited for, and which of the two ways brought it. */
export interface Answered<T> {
  readonly by: 'callback' | 'poll'
  readonly value: T
}
