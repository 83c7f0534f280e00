import { systemClock } from '@tenon/core'

import type { AppendOutcome } from '../inbox/inbox.ts'
import { reasonOf } from '../log/reason-of.ts'
import { publishMessage } from '../message/message-channel.ts'
import type { NewMessage } from '../message/new-message.ts'
import { positiveInteger } from '../options/positive-integer.ts'
import { refuseUnknown } from '../options/refuse-unknown.ts'
import { within } from '../time/within.ts'
import { verifyDelivery, whyHopeless } from '../verification/verify-delivery.ts'
import { readTrustedHops } from './check-address.ts'
import { checkHeaders } from './check-headers.ts'
import { limitInFlight } from './limit-in-flight.ts'
import { limitWarnings } from './limit-warnings.ts'
import { openSources, type OpenSource } from './open-sources.ts'
import { readBody } from './read-body.ts'
import { readMessages } from './read-messages.ts'
import type { DeliveryInfo, Receiver, ReceiverOptions } from './receiver-options.ts'
import { Refusal } from './refusal.ts'

const RETRY_AFTER_SECONDS = '30'
/** Paths that nobody gave to a vendor, and senders that break off. */
const UNREMARKABLE: ReadonlySet<number> = new Set([400, 404])

/**
 * Makes a receiver of webhooks: it verifies a delivery, stores its messages in the inbox, all in one commit,
 * and only then answers 200. Mount it in any server that speaks `Request` and `Response`, or in
 * `createWebhookServer`.
 *
 * Everything that is configured for a source must hold: its secret, and its list of addresses. What else it
 * answers: 404 for a path without a source, 405, 415 (not JSON, or encoded), 413, 408, 401 (not
 * verified, and always the same), 400 (the body broke off), and 503 with `Retry-After` when the inbox or a
 * secret cannot be reached, or too much is under way. A verified delivery that cannot be read is stored as type
 * `'unparsed'`, with `UnparsedData`, and answered 200.
 *
 * What is refused is logged at level debug; once a minute at most, for each path and status, as a warning that
 * counts (`refused`).
 *
 * @throws ConfigurationError without a source, without a secret or with an empty one, for two sources on one path, for a
 *   verification or an option that is not known
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { inbox, sources: given, trustedHops = 0, logger, clock = systemClock, ...limits } = options
  const {
    maxBodyBytes = 1024 * 1024,
    bodyTimeoutMs = 10_000,
    storeTimeoutMs = 10_000,
    maxBytesInFlight = 64 * 1024 * 1024,
    ...unknown
  } = limits
  refuseUnknown(unknown, 'createReceiver')
  positiveInteger(maxBodyBytes, 'maxBodyBytes')
  positiveInteger(bodyTimeoutMs, 'bodyTimeoutMs')
  positiveInteger(storeTimeoutMs, 'storeTimeoutMs')
  positiveInteger(maxBytesInFlight, 'maxBytesInFlight')
  const inFlight = limitInFlight(maxBytesInFlight, maxBodyBytes, RETRY_AFTER_SECONDS)
  const warnings = limitWarnings(clock)
  const sources = openSources(given, clock, readTrustedHops(trustedHops))

  async function receive(request: Request, url: URL, { remoteAddress }: DeliveryInfo): Promise<void> {
    const source = sources.get(url.pathname)
    if (source === undefined) throw new Refusal(404, 'no source has this path')
    checkHeaders(request, maxBodyBytes)
    const { webhook, readSecrets, mayDeliver } = source
    if (!mayDeliver(remoteAddress, request.headers)) throw new Refusal(401, 'not from a listed address')
    const secrets = await readSecrets()
    const hopeless = whyHopeless(webhook.verification, request.headers, secrets)
    if (hopeless !== undefined) throw new Refusal(401, hopeless)

    const room = inFlight.open()
    let appending: Promise<unknown> | undefined
    try {
      const bytes = await readBody(request, { maxBodyBytes, bodyTimeoutMs, clock }, room.add)
      const content = verifyDelivery(webhook.verification, request.headers, bytes, secrets)
      if (typeof content === 'string') throw new Refusal(401, content)
      const messages = readMessages(source, content, url)
      const appended = inbox.append(messages)
      appending = appended
      report(source, messages, await within(storeTimeoutMs, 'the inbox', appended, clock))
    } finally {
      // An inbox that hangs still holds the messages, whether their sender waits or not.
      if (appending === undefined) room.release()
      else void appending.then(room.release, room.release)
    }
  }

  function report(
    { account, webhook }: OpenSource,
    messages: readonly NewMessage[],
    outcomes: readonly AppendOutcome[],
  ): void {
    for (const [index, { type, id }] of messages.entries()) {
      const fields = { provider: webhook.provider, account, type, messageId: id }
      const outcome = outcomes[index]
      publishMessage(() => ({ event: 'received', ...fields, ...(outcome !== undefined && { outcome }) }))
      if (outcome === 'quarantined')
        logger?.error(fields, 'webhook: a known id with other content, quarantined')
      else if (outcome === 'stored' && type === 'unparsed') logger?.warn(fields, 'webhook: stored unparsed')
      else logger?.debug({ ...fields, outcome }, 'webhook received')
    }
  }

  function answerTo(error: unknown, path: string, { remoteAddress }: DeliveryInfo): Response {
    if (error instanceof Refusal) {
      const { status, message, headers } = error
      const fields = { path, remoteAddress, status, reason: message }
      // Anybody can be refused as often as they like: no reason to fill a log.
      const refused = UNREMARKABLE.has(status) ? undefined : warnings.count(`${status} ${path}`)
      if (refused === undefined) logger?.debug(fields, 'webhook refused')
      else logger?.warn({ ...fields, refused }, 'webhook refused')
      return new Response(null, { status, headers })
    }
    // Ours to mend, not the vendor's: some send again after a 5xx, and none after a 4xx.
    logger?.error({ path, remoteAddress, reason: reasonOf(error) }, 'webhook could not be stored')
    return new Response(null, { status: 503, headers: { 'retry-after': RETRY_AFTER_SECONDS } })
  }

  return async (request, info = {}) => {
    const url = new URL(request.url)
    try {
      await receive(request, url, info)
      return new Response(null, { status: 200 })
    } catch (error) {
      return answerTo(error, url.pathname, info)
    }
  }
}
