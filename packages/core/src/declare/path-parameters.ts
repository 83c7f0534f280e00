/** The names in braces of a path literal: `'/orders/{orderId}'` has `'orderId'`. */
export type PathParameterName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameterName<Rest>
  : never

/** The object that fills a path literal; a missing or misspelled parameter is a compile error. */
export type PathParameters<Path extends string> = { readonly [Name in PathParameterName<Path>]: string }
