import { readFile } from 'node:fs/promises'

import type { Operation, OperationTree, Provider } from '@tenon/core'

import type { Declared, DeclaredOperation, DeclaredWebhooks, HostedOperation } from './declared.ts'

const packages = new URL('../../../packages/', import.meta.url)

/**
 * Finds the declarations of `@tenon/<name>` among what it exports: its `Provider`, every `WebhookDefinition`, and the
 * endpoints that a partner hosts, told by their shapes, so that what is added to a provider is found without being listed here.
 */
export async function findDeclared(name: string): Promise<Declared> {
  const exported = (await Promise.all((await entriesOf(name)).map(exportsOf))).flat()
  const provider = exported.find(isProvider)
  if (provider === undefined) throw new Error(`@tenon/${name} exports no provider`)
  const pathPrefix = provider.pathPrefix?.(placeholders) ?? ''
  const login = provider.login === undefined ? [] : [provider.login]
  const operations = [...operationsIn(provider.operations), ...login]
  return {
    provider: name,
    operations: operations.map((operation): DeclaredOperation => ({ pathPrefix, operation })),
    webhooks: exported.filter(isWebhooks),
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
