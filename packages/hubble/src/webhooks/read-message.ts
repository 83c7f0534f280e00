import type { HubbleMessage } from './hubble-message.ts'
import { messageBodies } from './message-bodies.ts'

/** The body as a message of a kind; undefined if it is none. */
export function readMessage(kind: keyof typeof messageBodies, body: unknown): HubbleMessage | undefined {
  return messageBodies[kind].safeParse(body).data
}
