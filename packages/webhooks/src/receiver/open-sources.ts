import { ConfigurationError, createSecretReader, type Clock, type Secret } from '@tenon/core'

import { refuseUnknown } from '../options/refuse-unknown.ts'
import { verificationProblem } from '../verification/verification-problem.ts'
import { createAddressCheck, type AddressCheck } from './check-address.ts'
import type { WebhookSource } from './receiver-options.ts'

/** A source whose secrets can be read. */
export interface OpenSource extends Pick<WebhookSource, 'path' | 'webhook' | 'account'> {
  readonly readSecrets: () => Promise<readonly Secret[]>
  readonly mayDeliver: AddressCheck
}

/** The sources by their paths. */
export function openSources(
  sources: readonly WebhookSource[],
  clock: Clock,
  trustedHops: number,
): ReadonlyMap<string, OpenSource> {
  if (sources.length === 0)
    throw refused('sources', 'there is no source: every delivery would be answered 404')
  const open = new Map<string, OpenSource>()
  for (const [index, source] of sources.entries()) {
    const option = `sources[${index}]`
    const { path, webhook, account, secrets, addresses, ...unknown } = source
    refuseUnknown(unknown, 'createReceiver', option)
    if (!isPath(path)) {
      const message = `path "${path}" is not a path as URLs have it`
      throw refused(`${option}.path`, message, "Write it as in '/webhooks/shop', escaped and without a query")
    }
    if (open.has(path)) {
      throw refused(`${option}.path`, `two sources have the path "${path}"`, 'Give each its own')
    }
    const problem = verificationProblem(webhook.verification)
    if (problem !== undefined)
      throw refused(`${option}.webhook`, `how the webhook is verified cannot be understood: ${problem}`)
    open.set(path, {
      path,
      webhook,
      account,
      readSecrets: secretsReader({ path, secrets }, `${option}.secrets`, clock),
      mayDeliver:
        addresses === undefined
          ? () => true
          : createAddressCheck(addresses, trustedHops, `${option}.addresses`),
    })
  }
  return open
}

function secretsReader(
  { path, secrets }: Pick<WebhookSource, 'path' | 'secrets'>,
  option: string,
  clock: Clock,
): OpenSource['readSecrets'] {
  const given = [secrets].flat()
  if (given.length === 0 || given.some((secret) => !secret)) {
    const message = `a secret for "${path}" is missing or empty`
    throw refused(option, message, 'Without one anybody could send messages in the name of the vendor')
  }
  const readers = given.map((secret) => createSecretReader(secret, option, clock))
  return () => Promise.all(readers.map(async (read) => read()))
}

function isPath(path: string): boolean {
  return path.startsWith('/') && URL.parse(path, 'http://localhost')?.pathname === path
}

function refused(option: string, message: string, advice?: string): ConfigurationError {
  return new ConfigurationError({ message, option, advice })
}
