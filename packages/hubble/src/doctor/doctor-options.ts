export interface DoctorOptions {
  /** Brands that are to be ordered. Default: none is looked at by itself. */
  readonly productIds?: readonly string[]
  /** Rupees that the wallet has to hold. Default: anything above 0. */
  readonly amount?: number
  /**
   * Should credentials that are refused be tried at the other environment? Only that tells for sure whether they are
   * wrong or belong there. It sends the secret to Hubble's other host, or to the origin that is given; default false.
   */
  readonly otherEnvironment?: boolean | string
  /** Ends the examination with an `AbortedError`. */
  readonly signal?: AbortSignal
}
