import type { AuthStrategy } from '../auth/auth-strategy.ts'
import type { TokenSharing } from '../auth/token-sharing.ts'
import type { Lane, ResponseHeaders } from '../call/call-record.ts'
import type { Ports } from '../call/ports.ts'
import type { VendorError } from '../errors/tenon-error.ts'
import type { InputOf, Operation, OutputOf } from './operation.ts'
import type { Schema } from './schema.ts'

/** Operations by resource: `{ orders: { get, create } }`. */
export interface OperationTree {
  readonly [name: string]: Operation | OperationTree
}

/** One vendor's API: everything that Tenon needs to know of it, and no code that talks to a network. */
export interface Provider<
  Options = unknown,
  Config = unknown,
  Operations extends OperationTree = OperationTree,
> {
  /** In logs, errors and metrics: `'hubble'`. */
  readonly name: string
  /** The version of the contract that this provider was written for. */
  readonly specVersion: 'v1'
  /** Checks and completes the vendor's own options. Synchronous; knows every option, and refuses others. */
  readonly config: Schema<Options, Config>
  /** For each option, the environment variable that applications read it from: `{ 'auth.token': 'MASONHUB_TOKEN' }`. */
  readonly environment: Readonly<Record<string, string>>
  /** Scheme and host that the credentials belong to: `'https://api.example.com'`. */
  origin(config: Config): string
  /** What stands before the path of every operation: `'/acme/api/v1'`. Default none. */
  pathPrefix?(config: Config): string
  auth(config: Config, kit: AuthKit): AuthStrategy
  readonly operations: Operations
  /** What the strategy logs in with: declared here for the coverage report and the reference pages, not for callers. */
  readonly login?: Operation
  /** Reads the vendor's error body. Undefined where it is not in the vendor's form. */
  mapError?(failure: VendorFailure, config: Config): MappedError | undefined
}

/** What a strategy is made with. */
export interface AuthKit extends Ports {
  /** What `loginCredential` needs to share its tokens with other processes, where the application wants that. */
  readonly tokens?: TokenSharing | undefined
  /** What tokens of this client belong to beside the credential. */
  readonly scope: string
  /** Calls an operation without credentials, on connections that no other call can block. */
  login<O extends Operation>(operation: O, input: InputOf<O>, signal: AbortSignal): Promise<OutputOf<O>>
}

export interface VendorFailure {
  readonly status: number
  readonly headers: ResponseHeaders
  /** The parsed JSON body, or undefined if it is not JSON. Anything may be in it. */
  readonly body: unknown
  readonly operation: Operation
  readonly lane: Lane
}

export interface MappedError {
  readonly vendor: VendorError
  /** What the caller should do next, as a sentence. */
  readonly advice?: string
  /** Where the status does not tell it. */
  readonly kind?: 'authentication' | 'credentials-refused' | 'permission' | 'rate-limited'
}

/** Declares a provider; an identity function that carries the types. */
export function defineProvider<Options, Config, const Operations extends OperationTree>(
  provider: Provider<Options, Config, Operations>,
): Provider<Options, Config, Operations> {
  return provider
}
