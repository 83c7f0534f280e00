// The path of a message: it arrives, is verified, is read, waits in the inbox, is handled.
export { createWebhookServer } from './node-http/create-webhook-server.ts'
export type { WebhookServer, WebhookServerOptions } from './node-http/create-webhook-server.ts'
export { createReceiver } from './receiver/create-receiver.ts'
export type { DeliveryInfo, Receiver, ReceiverOptions, WebhookSource } from './receiver/receiver-options.ts'

export { prepareMessage } from './message/prepare-message.ts'
export type { MessageOwner } from './message/prepare-message.ts'
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
  SetAsideMessage,
} from './inbox/inbox.ts'

export { createWorker } from './worker/create-worker.ts'
export type { Handle, HandlerContext, Worker, WorkerOptions } from './worker/worker-options.ts'
