import type { PathParameters } from './path-parameters.ts'
import type { Schema, SchemaInput, SchemaOutput } from './schema.ts'

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One endpoint of a vendor, as data. The typed client method, the fake server's route and the coverage report
 * are all made from it, so nothing about an endpoint is written twice.
 */
export interface Operation<
  Path extends string = string,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema | undefined = Schema | undefined,
  Item = unknown,
> {
  /** Unique within the provider, dotted: `'orders.get'`. It is what logs, errors and metrics call it. */
  readonly id: string
  readonly method: HttpMethod
  /** The path below the provider's prefix, with parameters in braces: `'/orders/{orderId}'`. */
  readonly path: Path
  /** Is that the whole path, so that the provider's prefix does not stand before it? Default false. */
  readonly absolute?: boolean
  /** What may be asked for. Checked before anything is sent. */
  readonly query?: Query
  /** What is sent as JSON. Checked before anything is sent. */
  readonly body?: Body
  /** What comes back as JSON. Leave it out for an answer whose body does not matter. */
  readonly response?: Response
  /**
   * May the request be sent again when it is not known whether it took effect?
   * Default: true for GET, false otherwise.
   */
  readonly idempotent?: boolean
  /** Does the vendor promise that a 429 was not processed? Then a POST is sent again after it. Default false. */
  readonly retryWhenRateLimited?: boolean
  /** Milliseconds for one call in all, retries included. Default: the client's `timeoutMs`. */
  readonly timeoutMs?: number
  /** The rate limit that its requests count against, by name. Default `'default'`. */
  readonly bucket?: string
  /** How a list in the query is written: `a,b` or as repeated keys. Default `'repeat'`. */
  readonly arrayStyle?: 'comma' | 'repeat'
  /** Present where the answer is one page of a list. */
  readonly paging?: Paging<Output<Response>, Input<Path, Query, Body>, Item>
}

/** May it be sent again when it is not known whether it took effect? */
export function isIdempotent({ idempotent, method }: Pick<Operation, 'idempotent' | 'method'>): boolean {
  return idempotent ?? method === 'GET'
}

/** Where a list sits in its answer, and how the page after it is asked for. */
export interface Paging<PageOutput, PageInput, Item> {
  items(output: PageOutput): readonly Item[]
  /** What makes an item the same item; one that was seen before is dropped. */
  identify(item: Item): string
  /** The input for the page after this one, or undefined after the last. */
  next(page: {
    readonly input: PageInput
    readonly output: PageOutput
    readonly items: readonly Item[]
  }): PageInput | undefined
}

type Output<Response> = Response extends Schema ? SchemaOutput<Response> : undefined
type Input<Path extends string, Query, Body> = PathParameters<Path> &
  (Query extends Schema ? SchemaInput<Query> : unknown) &
  (Body extends Schema ? { readonly body: SchemaInput<Body> } : unknown)

/** What a caller gives to an operation: path and query parameters side by side, the body under `body`. */
export type InputOf<O> =
  O extends Operation<infer Path, infer Query, infer Body, infer _R, infer _I>
    ? Input<Path, Query, Body>
    : never

/** What a caller gets from an operation. */
export type OutputOf<O> =
  O extends Operation<infer _P, infer _Q, infer _B, infer Response, infer _I> ? Output<Response> : never

/** One item of a paged operation's list. */
export type ItemOf<O> = O extends Operation<infer _P, infer _Q, infer _B, infer _R, infer Item> ? Item : never

/** Declares an operation; an identity function that carries the types. */
export function defineOperation<
  const Path extends string,
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
  Response extends Schema | undefined = undefined,
  Item = never,
>(operation: Operation<Path, Query, Body, Response, Item>): Operation<Path, Query, Body, Response, Item> {
  return operation
}
