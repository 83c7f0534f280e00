import { readFile } from 'node:fs/promises'

import type { Operation, OperationTree, Provider, Schema } from '@tenon/core'

import type { Declared, DeclaredOperation, DeclaredWebhooks, HostedOperation } from './declared.ts'
import { notExported } from './not-exported.ts'

const packages = new URL('../../../packages/', import.meta.url)

/**
 * Finds the declarations of `@tenon/<name>` among what it exports: its `Provider`, every `WebhookDefinition`, and the
 * endpoints that a partner hosts, told by their shapes, so that what is added to a provider is found without being listed here.
 */
export async function findDeclared(name: string): Promise<Declared> {
  const exported = (await Promise.all((await entriesOf(name)).map(exportsOf))).flat()
  const internal = notExported[name]
  const provider = exported.find(isProvider)
  if (provider === undefined) throw new Error(`@tenon/${name} exports no provider`)
  const pathPrefix = provider.pathPrefix?.(placeholders) ?? ''
  const extra = await Promise.all((internal?.operations ?? []).map((part) => internalPart(name, part)))
  const login = provider.login === undefined ? [] : [provider.login]
  const operations = [...operationsIn(provider.operations), ...login, ...extra.filter(isOperation)]
  return {
    provider: name,
    operations: operations.map((operation): DeclaredOperation => ({ pathPrefix, operation })),
    webhooks: await Promise.all(
      exported.filter(isWebhooks).map((definition) => withEvents(name, definition)),
    ),
    hosted: exported.filter(isRecord).flatMap((one) => Object.values(one).filter(isHosted)),
  }
}

/** The entry files of the package, but for its fake server. */
async function entriesOf(name: string): Promise<string[]> {
  const manifest: unknown = JSON.parse(await readFile(new URL(`${name}/package.json`, packages), 'utf8'))
  const entries = isRecord(manifest) && isRecord(manifest['exports']) ? Object.keys(manifest['exports']) : []
  return entries
    .filter((entry) => entry !== './testing' && entry !== './package.json')
    .map((entry) => `@tenon/${name}${entry.slice(1)}`)
}

async function exportsOf(specifier: string): Promise<unknown[]> {
  const module: Record<string, unknown> = await import(specifier)
  return Object.values(module)
}

interface Part {
  readonly file: string
  readonly name: string
}

async function internalPart(provider: string, { file, name }: Part): Promise<unknown> {
  const module: Record<string, unknown> = await import(new URL(`${provider}/src/${file}`, packages).href)
  return module[name]
}

async function withEvents(name: string, definition: DeclaredWebhooks): Promise<DeclaredWebhooks> {
  if (definition.events !== undefined) return definition
  const events = await Promise.all(
    Object.entries(notExported[name]?.events ?? {}).map(
      async ([type, part]) => [type, await internalPart(name, part)] as const,
    ),
  )
  return {
    read: definition.read,
    events: Object.fromEntries(events.filter((entry): entry is [string, Schema] => isSchema(entry[1]))),
  }
}

function operationsIn(tree: OperationTree): Operation[] {
  return Object.values(tree).flatMap((node) => (isOperation(node) ? [node] : operationsIn(node)))
}

/** Any option reads as its own name in braces, as a contract writes it: `/{account}/api/v1`. */
const placeholders: unknown = new Proxy({}, { get: (_, option) => `{${String(option)}}` })

function isProvider(value: unknown): value is Provider {
  return isRecord(value) && typeof value['specVersion'] === 'string' && isRecord(value['operations'])
}

function isOperation(value: unknown): value is Operation {
  return isRecord(value) && typeof value['method'] === 'string' && typeof value['path'] === 'string'
}

/** One of a record of endpoints that the vendor calls. */
function isHosted(value: unknown): value is HostedOperation {
  return isOperation(value) && 'direction' in value && value.direction === 'hosted'
}

function isWebhooks(value: unknown): value is DeclaredWebhooks {
  return isRecord(value) && isRecord(value['verification']) && typeof value['read'] === 'function'
}

function isSchema(value: unknown): value is Schema {
  return isRecord(value) && '~standard' in value
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
