import type { WebhookMessage } from '@tenon/core'

import { reasonOf } from '../log/reason-of.ts'
import type { NewMessage } from '../message/new-message.ts'
import { prepareMessage } from '../message/prepare-message.ts'
import { unparsedMessage } from '../message/unparsed-message.ts'
import type { Content } from '../verification/verify-delivery.ts'
import type { OpenSource } from './open-sources.ts'

/** Splits a verified delivery into messages: at least one, of type `'unparsed'` where it cannot be read. */
export function readMessages(
  { webhook, account }: OpenSource,
  { body, bytes }: Content,
  url: URL,
): readonly NewMessage[] {
  const owner = { provider: webhook.provider, account }
  const prepare = (message: WebhookMessage): NewMessage => prepareMessage(owner, message)
  const unparsed = (reason: string): NewMessage[] => [prepare(unparsedMessage(reason, bytes))]

  if (!body.isJson) return unparsed(body.problem)
  try {
    const messages = webhook.read(body.value, url)
    return messages.length > 0 ? messages.map(prepare) : unparsed('read() found no message in it')
  } catch (error) {
    return unparsed(`read() failed: ${reasonOf(error)}`)
  }
}
