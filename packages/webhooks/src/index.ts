// The path of a message: it arrives, is verified, is read, waits in the inbox, is handled.
export { createWebhookServer } from './node-http/create-webhook-server.ts'
export type { WebhookServer, WebhookServerOptions } from './node-http/create-webhook-server.ts'
export { createNodeHandler } from './node-http/create-node-handler.ts'
export type { NodeHandler, NodeHandlerOptions } from './node-http/create-node-handler.ts'
export { createReceiver } from './receiver/create-receiver.ts'
export type { DeliveryInfo, Receiver, ReceiverOptions, WebhookSource } from './receiver/receiver-options.ts'

export { prepareMessage } from './message/prepare-message.ts'
export type { MessageOwner, PrepareOptions } from './message/prepare-message.ts'
export type { NewMessage } from './message/new-message.ts'
export type { UnparsedData } from './message/unparsed-message.ts'

export { createMemoryInbox } from './inbox/memory-inbox.ts'
export type { MemoryInboxOptions } from './inbox/memory-inbox.ts'
export type {
  AppendOutcome,
  Claim,
  ClaimOptions,
  Effect,
  Failure,
  Inbox,
  InboxCounts,
  InboxMessage,
  ListOptions,
  SetAsideMessage,
} from './inbox/inbox.ts'

// For who writes an inbox on another store.
export { checkBody } from './inbox/check-body.ts'
export { createListeners } from './inbox/listeners.ts'
export type { Listeners } from './inbox/listeners.ts'
export { QUARANTINE_REASON } from './inbox/quarantine-reason.ts'
export { readClaims, readSetAside, toClaim, toMessage } from './inbox/stored-row.ts'
export type { InboxColumns, StoredRow } from './inbox/stored-row.ts'

export { createWorker } from './worker/create-worker.ts'
export type { Handle, HandlerContext, Worker, WorkerHealth, WorkerOptions } from './worker/worker-options.ts'
export type { MessageEvent } from './message/message-event.ts'
