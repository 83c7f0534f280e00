import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'

import { createClient, type Operation, type OperationTree } from '@tenon/core'

import type { Clause } from '../suite/clause.ts'
import { onProvider, operationsOf, type ProviderBench } from './provider-bench.ts'
import type { ProviderFeature, ProviderManifest } from './provider-manifest.ts'

const ID = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/
const PATH = /^(\/([\w.~-]+|\{[A-Za-z_]\w*\}))+$/
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
const PROVIDER_NAME = /^[a-z][a-z0-9-]*$/

/** What a provider says of itself, without a call. */
export function declarationClauses<Options, Config, Operations extends OperationTree>(
  manifest: ProviderManifest<Options, Config, Operations>,
): Clause<ProviderFeature>[] {
  const { provider } = manifest
  const operations = operationsOf(provider.operations)
  const on = (use: (bench: ProviderBench<Options, Config, Operations>) => Promise<void>) => () =>
    onProvider(manifest, use)

  return [
    {
      name: 'it has a name, a version of the contract, and operations',
      run: () => {
        assert.match(provider.name, PROVIDER_NAME)
        assert.equal(provider.specVersion, 'v1')
        assert.ok(operations.length > 0)
      },
    },
    {
      name: 'each operation has an id of its own, dotted',
      run: () => {
        const ids = operations.map(({ id }) => id)
        for (const id of ids) assert.match(id, ID)
        const repeated = ids.filter((id, index) => ids.indexOf(id) !== index)
        assert.deepEqual(repeated, [], 'ids that stand for two operations')
      },
    },
    {
      name: 'each operation has a method, and a path of plain segments and parameters, each once; a GET has no body',
      run: () => {
        for (const { id, method, path, body } of operations) {
          assert.ok(METHODS.has(method), `the method of ${id} is ${method}`)
          assert.match(path, PATH, `the path of ${id}`)
          assert.ok(!path.split('/').some((segment) => segment === '..' || segment === '.'), `${id} climbs`)
          const parameters = parametersOf(path)
          assert.equal(new Set(parameters).size, parameters.length, `${id} has a parameter twice`)
          assert.ok(method !== 'GET' || body === undefined, `${id} is a GET with a body`)
        }
      },
    },
    {
      name: 'no two operations share method and path',
      run: () => {
        const places = operations.map(
          ({ method, path }) => `${method} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`,
        )
        assert.deepEqual([...new Set(places)], places)
      },
    },
    {
      name: 'each operation has a route in the fake',
      run: async () => {
        for (const operation of operations) {
          const message = `the fake has no route for ${operation.id}`
          assert.equal(await routeOf(manifest, operation), operation.id, message)
        }
      },
    },
    {
      name: 'what it logs in with is declared as its login',
      run: on(async ({ learn }) => {
        const { login } = await learn()
        assert.equal(login, login && provider.login?.id)
      }),
    },
    {
      name: 'making a client makes no request',
      run: on(async ({ fake, open }) => {
        open()
        await delay(20)
        assert.equal(fake.requests.length, 0)
      }),
    },
  ]
}

/** Which route of the fake a request for an operation meets; the operation itself is not carried out. */
async function routeOf<Options, Config, Operations extends OperationTree>(
  { provider, start }: ProviderManifest<Options, Config, Operations>,
  { id, method, path, absolute = false }: Operation,
): Promise<string | undefined> {
  const fake = await start()
  const bare = createClient(
    {
      ...provider,
      auth: () => ({ name: 'none', headers: [], authorize: () => ({}) }),
      operations: { probe: { id, method, path, absolute } as Operation },
    },
    { ...fake.options, retry: { retries: 0 } },
  )
  try {
    fake.faults.add({ fault: { kind: 'answer', answer: { status: 418 } } })
    const input = Object.fromEntries(parametersOf(path).map((name) => [name, 'x']))
    await (bare.methods.probe as (input: unknown) => Promise<unknown>)(input).catch(() => {})
    return fake.requests.at(-1)?.operation
  } finally {
    await bare.close()
    await fake.close()
  }
}

function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '')
}
