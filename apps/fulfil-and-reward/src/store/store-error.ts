/** The database did not do what it was asked. Everything that it had said before is there, so that a run can go on. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  /** Another run is no use before a person has mended what the message names. */
  readonly isTheCallers: boolean

  constructor(message: string, options: ErrorOptions & { readonly isTheCallers?: boolean } = {}) {
    super(message, options)
    this.isTheCallers = options.isTheCallers ?? false
  }
}
