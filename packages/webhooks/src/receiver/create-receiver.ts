import { systemClock } from '@tenon/core'

import { reasonOf } from '../log/reason-of.ts'
import type { NewMessage } from '../message/new-message.ts'
import { positiveInteger } from '../options/positive-integer.ts'
import { verifyDelivery } from '../verification/verify-delivery.ts'
import { checkHeaders } from './check-headers.ts'
import { openSources, type OpenSource } from './open-sources.ts'
import { readBody } from './read-body.ts'
import { readMessages } from './read-messages.ts'
import type { DeliveryInfo, Receiver, ReceiverOptions } from './receiver-options.ts'
import { Refusal } from './refusal.ts'

const RETRY_AFTER_SECONDS = '30'

/**
 * Makes a receiver of webhooks: it verifies a delivery, stores its messages in the inbox, all in one commit,
 * and only then answers 200. Mount it in any server that speaks `Request` and `Response`, or in
 * `createWebhookServer`.
 *
 * What else it answers: 404 for a path without a source, 405, 415 (not JSON, or encoded), 413, 408, 401 (not
 * verified, and always the same), 400 (the body broke off), and 503 with `Retry-After` when the inbox or a
 * secret cannot be reached. A verified delivery that cannot be read is stored as type `'unparsed'`, with
 * `UnparsedData`, and answered 200.
 *
 * @throws ConfigurationError without a source, without a secret or with an empty one, for two sources on one path
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { inbox, logger, clock = systemClock } = options
  const maxBodyBytes = positiveInteger(options.maxBodyBytes ?? 1024 * 1024, 'maxBodyBytes')
  const bodyTimeoutMs = positiveInteger(options.bodyTimeoutMs ?? 10_000, 'bodyTimeoutMs')
  const sources = openSources(options.sources, clock)

  async function receive(request: Request, url: URL): Promise<void> {
    const source = sources.get(url.pathname)
    if (source === undefined) throw new Refusal(404, 'no source has this path')
    checkHeaders(request, maxBodyBytes)
    const bytes = await readBody(request, { maxBodyBytes, bodyTimeoutMs, clock })
    const secrets = await source.readSecrets()
    const content = verifyDelivery(source.webhook.verification, request.headers, bytes, secrets)
    if (content === undefined) throw new Refusal(401, 'not verified')
    await store(source, readMessages(source, content, url))
  }

  async function store({ account, webhook }: OpenSource, messages: readonly NewMessage[]): Promise<void> {
    const outcomes = await inbox.append(messages)
    for (const [index, { type, id }] of messages.entries()) {
      const fields = { provider: webhook.provider, account, type, messageId: id }
      const outcome = outcomes[index]
      if (outcome === 'quarantined')
        logger?.error(fields, 'webhook: a known id with other content, quarantined')
      else if (outcome === 'stored' && type === 'unparsed') logger?.warn(fields, 'webhook: stored unparsed')
      else logger?.debug({ ...fields, outcome }, 'webhook received')
    }
  }

  function answerTo(error: unknown, path: string, { remoteAddress }: DeliveryInfo): Response {
    if (error instanceof Refusal) {
      const { status, message, headers } = error
      // Anybody can ask for any path, and break off: no reason to fill a log.
      const level = status === 404 || status === 400 ? 'debug' : 'warn'
      logger?.[level]({ path, remoteAddress, status, reason: message }, 'webhook refused')
      return new Response(null, { status, headers })
    }
    // Ours to mend, not the vendor's: some send again after a 5xx, and none after a 4xx.
    logger?.error({ path, remoteAddress, reason: reasonOf(error) }, 'webhook could not be stored')
    return new Response(null, { status: 503, headers: { 'retry-after': RETRY_AFTER_SECONDS } })
  }

  return async (request, info = {}) => {
    const url = new URL(request.url)
    try {
      await receive(request, url)
      return new Response(null, { status: 200 })
    } catch (error) {
      return answerTo(error, url.pathname, info)
    }
  }
}
