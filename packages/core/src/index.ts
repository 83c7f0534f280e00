// The path of a call: what is declared, the client made from it, the call, its attempts, the credential, the wire, the result.
export {
  defineOperation,
  type HttpMethod,
  type InputOf,
  type ItemOf,
  type Operation,
  type OutputOf,
  type Paging,
} from './declare/operation.ts'
export { bytes, byteStream, rawBody, type ByteStream, type RawBody } from './declare/raw-body.ts'
export type { PathParameterName, PathParameters } from './declare/path-parameters.ts'
export {
  defineProvider,
  type AuthKit,
  type MappedError,
  type OperationTree,
  type Provider,
  type VendorFailure,
} from './declare/provider.ts'
export type { Schema, SchemaInput, SchemaIssue, SchemaOutput, SchemaResult } from './declare/schema.ts'
export type {
  HmacVerification,
  TokenVerification,
  WebhookDefinition,
  WebhookMessage,
  WebhookVerification,
} from './declare/webhook-definition.ts'

export { createClient, type Client } from './client/create-client.ts'
export type { ClientOptions } from './client/client-options.ts'
export type { CallOptions, ClientStatus, ListMethod, Method, Methods, Pending } from './client/client.ts'
export type { Page, PageOptions } from './paging/page.ts'
export type { Middleware } from './pipeline/middleware.ts'

export type { Call, Interruptible } from './call/call.ts'
export type { AttemptRecord, CallRecord, Lane, Phase, ResponseHeaders } from './call/call-record.ts'
export type { RetryPolicy } from './attempts/attempting.ts'
export type { RateLimits } from './limits/limiting.ts'
export type { RateLimit } from './limits/rate-limit.ts'

export type { AuthStrategy, Challenge, Generation, Grant } from './auth/auth-strategy.ts'
export { apiKey, basic, bearer, type CredentialFormat } from './auth/credential-format.ts'
export { staticCredential, type StaticCredentialOptions } from './auth/static-credential.ts'
export { loginCredential, type LoginCredentialOptions, type LoginStrategy } from './auth/login-credential.ts'
export type { DatedToken } from './auth/dated-token.ts'
export type { Fleet, FleetKit, LoginAttempt, TokenSharing } from './auth/token-sharing.ts'
export type { StoredFailure, StoredToken, TokenStep, TokenStore } from './auth/token-store.ts'
export type { IssuedToken, Token, TokenSource, TokenStatus, TokenWait } from './auth/token-source.ts'

export type { HttpRequest, HttpResponse } from './transport/http.ts'
export type { Send, Transport } from './transport/transport.ts'
export { createUndiciTransport, type UndiciTransportOptions } from './transport/undici-transport.ts'

export { Secret } from './secret/secret.ts'
export type { SecretSource, SecretValue } from './secret/secret-source.ts'
export { createSecretReader, type SecretReader } from './secret/secret-reader.ts'

export type { Drift, DriftPolicy } from './drift/drift.ts'

export type { Clock, Timer } from './clock/clock.ts'
export { systemClock } from './clock/system-clock.ts'
export { systemRandom, type Random } from './clock/random.ts'
export type { Logger } from './observe/logger.ts'
export { silentLogger } from './observe/silent-logger.ts'

export { TenonError, type ErrorDetails, type VendorError } from './errors/tenon-error.ts'
export { AbortedError } from './errors/aborted-error.ts'
export { AuthenticationError } from './errors/authentication-error.ts'
export { ClosedError } from './errors/closed-error.ts'
export { ConfigurationError } from './errors/configuration-error.ts'
export { ConnectionError } from './errors/connection-error.ts'
export { CredentialsRefusedError } from './errors/credentials-refused-error.ts'
export { HttpError } from './errors/http-error.ts'
export { InvalidInputError } from './errors/invalid-input-error.ts'
export { MalformedResponseError } from './errors/malformed-response-error.ts'
export { OutcomeUnknownError } from './errors/outcome-unknown-error.ts'
export { PartialFailureError } from './errors/partial-failure-error.ts'
export { PermissionError } from './errors/permission-error.ts'
export { RateLimitedError } from './errors/rate-limited-error.ts'
export { ResponseSchemaError } from './errors/response-schema-error.ts'
export { ResponseTooLargeError } from './errors/response-too-large-error.ts'
export { TimeoutError } from './errors/timeout-error.ts'
export { TlsError } from './errors/tls-error.ts'
