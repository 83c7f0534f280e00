import type { Operation, Schema, WebhookDefinition } from '@tenon/core'

/** What a provider declares, as far as a contract is about it. */
export interface Declared {
  readonly provider: string
  readonly operations: readonly DeclaredOperation[]
  readonly webhooks: readonly DeclaredWebhooks[]
  /** Endpoints that the vendor calls, at the partner's. */
  readonly hosted?: readonly HostedOperation[]
}

export interface DeclaredOperation {
  /** In front of the operation's path, with parameters in braces. */
  readonly pathPrefix: string
  readonly operation: Operation
}

export type HostedOperation = Pick<Operation, 'id' | 'method' | 'path' | 'query' | 'body' | 'response'>

export interface DeclaredWebhooks extends Pick<WebhookDefinition, 'read'> {
  /** By the type that `read` gives a message: the schema of the data that the vendor sends. */
  readonly events?: Readonly<Record<string, Schema>>
}
