import assert from 'node:assert/strict'

import {
  createClient,
  type CallOptions,
  type Client,
  type ClientOptions,
  type Operation,
  type OperationTree,
} from '@tenon/core'
import type { FakeAnswer, SeenRequest } from '@tenon/core/testing'

import { quietly } from '../suite/quietly.ts'
import type { FakeVendor, ProviderManifest } from './provider-manifest.ts'

export interface ProviderBench<Options, Config, Operations extends OperationTree> {
  readonly fake: FakeVendor<Options>
  readonly client: Client<Config, Operations>
  /** Another client of the account, closed with the case. */
  readonly open: (options?: ClientOptions) => Client<Config, Operations>
  readonly call: (options?: CallOptions) => Promise<unknown>
  /** The id of the operation that `call` makes, and of the login, if the provider has one. */
  readonly learn: () => Promise<{ readonly called: string; readonly login: string | undefined }>
  /** Has the vendor answer an operation with this, so often. */
  readonly answer: (operation: string, answer: FakeAnswer, times?: number) => void
  /** Everything that was logged. */
  readonly lines: readonly unknown[]
}

/** Runs a case with a fake and a client of it, and closes both. */
export async function onProvider<Options, Config, Operations extends OperationTree>(
  { provider, start, call }: ProviderManifest<Options, Config, Operations>,
  use: (bench: ProviderBench<Options, Config, Operations>) => Promise<void> | void,
  clientOptions: ClientOptions = {},
): Promise<void> {
  const fake = await start()
  const lines: unknown[] = []
  const stumbles: unknown[] = []
  const write = (fields: object, message: string): void => void lines.push(fields, message)
  const logger = { debug: write, info: write, warn: write, error: write }
  const clients: Client<Config, Operations>[] = []

  /** Core survives a mistake in the reading of errors, so it would not show. */
  const watched: typeof provider = {
    ...provider,
    mapError(failure, config) {
      try {
        return provider.mapError?.(failure, config)
      } catch (error) {
        stumbles.push(error)
        throw error
      }
    },
  }

  function open(options: ClientOptions = {}): Client<Config, Operations> {
    const client = createClient(watched, {
      ...fake.options,
      logger,
      retry: { retries: 0, baseDelayMs: 1 },
      ...clientOptions,
      ...options,
    })
    clients.push(client)
    return client
  }

  try {
    const client = open()
    await use({
      fake,
      client,
      lines,
      open,
      call: (options = {}) => quietly(call(client, options)),
      async learn() {
        const before = fake.requests.length
        await call(client, {})
        const made = fake.requests.slice(before)
        const called = made.at(-1)?.operation
        assert.ok(called, 'call() makes a request to a route of the fake')
        const ids = new Set(operationsOf(provider.operations).map(({ id }) => id))
        return { called, login: made.find((request) => isLogin(request, ids))?.operation }
      },
      answer: (operation, answer, times = Number.POSITIVE_INFINITY) =>
        void fake.faults.add({ operation, times, fault: { kind: 'answer', answer } }),
    })
  } finally {
    await Promise.all(clients.map((one) => one.close()))
    await fake.close()
  }
  assert.deepEqual(stumbles.map(String), [], 'mapError threw')
}

/** A login is declared, but not one of the client's methods. */
function isLogin({ operation }: SeenRequest, ids: ReadonlySet<string>): boolean {
  return operation !== undefined && !ids.has(operation)
}

/** The operations of a tree, in order. */
export function operationsOf(tree: OperationTree): Operation[] {
  return Object.values(tree).flatMap((node) =>
    typeof node['method'] === 'string' ? [node as Operation] : operationsOf(node as OperationTree),
  )
}
