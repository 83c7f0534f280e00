/** The whole file cannot be read as an order export; nothing of it can be used until a person has changed it. */
export class OrderFileError extends Error {
  override readonly name = 'OrderFileError'
  /** What is wrong with the file. */
  readonly code: OrderFileErrorCode
  /** For `missing-columns` the names that are not there, for `repeated-columns` those there twice; else empty. */
  readonly columns: readonly string[]
  /** The column names that were found; empty if there was no header to take them from. */
  readonly found: readonly string[]

  constructor(
    code: OrderFileErrorCode,
    message: string,
    details: { columns?: readonly string[]; found?: readonly string[] } = {},
  ) {
    super(message)
    this.code = code
    this.columns = details.columns ?? []
    this.found = details.found ?? []
  }
}

/** The ways in which a whole file can be wrong. */
export type OrderFileErrorCode =
  /** There is not a single row in it. */
  | 'empty'
  /** It is not UTF-8 text, or not CSV: a spreadsheet file, an image, a line without end. */
  | 'not-csv'
  /** The first row has none of the export's columns. */
  | 'no-header'
  /** The first row lacks columns that the app needs. */
  | 'missing-columns'
  /** The first row has a needed column twice, so that its value would be a guess. */
  | 'repeated-columns'
