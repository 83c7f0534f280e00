import type { Claim } from '../inbox/inbox.ts'

/** What a log line says of a claim: nothing of the message's data. */
export function fieldsOf({ message, attempt }: Claim): object {
  const { provider, account, type, id: messageId, position } = message
  return { provider, account, type, messageId, position, attempt }
}
