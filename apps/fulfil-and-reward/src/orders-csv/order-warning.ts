/** Why the buyer cannot be given a reward, although the order can be shipped. */
export interface OrderWarning {
  /** Hubble asks for a phone and for an e-mail address. */
  readonly code: 'no-phone' | 'no-email'
  /** The same for a person, with the text of the file where there was one. */
  readonly message: string
}
