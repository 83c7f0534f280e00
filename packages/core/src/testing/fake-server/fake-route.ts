import type { Operation } from '../../declare/operation.ts'
import type { PathParameterName } from '../../declare/path-parameters.ts'

/** What a fake vendor sees of a request. */
export interface FakeRequest<Parameter extends string = string> {
  readonly method: string
  readonly url: URL
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly parameters: Readonly<Record<Parameter, string>>
  /** The parsed JSON; undefined for an empty body, and for one of another content type that is none. */
  readonly body: unknown
  /** The body as it came: of a form, `new URLSearchParams(String(request.bytes))` reads it. */
  readonly bytes: Buffer
}

export interface FakeAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, instead of `body`. */
  readonly text?: string
  /** Sent as they are, instead of `body`; say which `content-type` they have. */
  readonly bytes?: Uint8Array
}

export type FakeHandler<Parameter extends string = string> = (
  request: FakeRequest<Parameter>,
) => FakeAnswer | Promise<FakeAnswer>

export interface FakeRoute {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly handle: FakeHandler
}

/** The route of a declared operation. What it answers is the fake's business; where it is, the declaration's. */
export function routeOf<Path extends string>(
  { id, method, path, absolute }: Pick<Operation<Path>, 'id' | 'method' | 'path' | 'absolute'>,
  handle: FakeHandler<PathParameterName<Path>>,
  pathPrefix = '',
): FakeRoute {
  return { id, method, path: absolute === true ? path : pathPrefix + path, handle }
}
