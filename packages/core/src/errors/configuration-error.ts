import { TenonError, type ErrorDetails } from './tenon-error.ts'

/** An option is missing, unknown or wrong, or a part that was plugged in is broken. */
export class ConfigurationError extends TenonError {
  static readonly code = 'CONFIGURATION'
  override readonly code = ConfigurationError.code
  /** The option's name: `'auth.clientSecret'`. */
  readonly option: string | undefined
  /** The environment variable that applications read this option from: `'HUBBLE_CLIENT_SECRET'`. */
  readonly variable: string | undefined

  constructor(
    details: ErrorDetails & { readonly option?: string | undefined; readonly variable?: string | undefined },
  ) {
    super(details)
    this.option = details.option
    this.variable = details.variable
  }
}
