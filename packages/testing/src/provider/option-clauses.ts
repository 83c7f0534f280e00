import assert from 'node:assert/strict'

import { ConfigurationError, createClient, type OperationTree } from '@tenon/core'

import type { Clause } from '../suite/clause.ts'
import { onProvider, type ProviderBench } from './provider-bench.ts'
import type { ProviderFeature, ProviderManifest } from './provider-manifest.ts'

/** An option of no kind. */
const ABSURD = Symbol('neither text nor anything else that an option may be')

/** How a provider reads its options. */
export function optionClauses<Options, Config, Operations extends OperationTree>(
  manifest: ProviderManifest<Options, Config, Operations>,
): Clause<ProviderFeature>[] {
  const { provider } = manifest
  const on = (use: (bench: ProviderBench<Options, Config, Operations>) => void) => () =>
    onProvider(manifest, use)

  /** Makes a client of the account with some options changed, and gives the error. */
  function refusalOf(
    { fake }: ProviderBench<Options, Config, Operations>,
    change: (options: Record<string, unknown>) => void,
  ): ConfigurationError | undefined {
    const options = withoutFreeze(fake.options as Record<string, unknown>)
    change(options)
    try {
      void createClient(provider, options as Options & object).close()
      return undefined
    } catch (error) {
      assert.ok(ConfigurationError.isInstance(error), `it threw ${String(error)}`)
      return error
    }
  }

  return [
    {
      name: 'an unknown option is refused by its name, at every depth',
      run: on((bench) => {
        const top = refusalOf(bench, (options) => (options['surprise'] = true))
        assert.equal(top?.option, 'surprise')
        for (const group of groupsOf(provider.environment)) {
          const nested = refusalOf(bench, (options) => set(options, `${group}.surprise`, true))
          assert.equal(nested?.option, `${group}.surprise`)
        }
      }),
    },
    {
      name: 'a wrong option is refused by its name and its environment variable',
      run: on((bench) => {
        for (const [option, variable] of Object.entries(provider.environment)) {
          const error = refusalOf(bench, (options) => set(options, option, ABSURD))
          assert.equal(error?.option, option)
          assert.equal(error.variable, variable)
          assert.ok(error.message.includes(option) && error.message.includes(variable), error.message)
        }
      }),
    },
    {
      name: 'an option that is missing is refused by its name and its environment variable, or has a default',
      run: on((bench) => {
        for (const [option, variable] of Object.entries(provider.environment)) {
          const error = refusalOf(bench, (options) => set(options, option, undefined))
          if (error === undefined) continue
          assert.equal(error.option, option)
          assert.equal(error.variable, variable)
        }
      }),
    },
    {
      name: 'an http base URL is refused, on loopback too unless the caller asks for it',
      needs: 'base URL',
      run: on((bench) => {
        const loopback = refusalOf(bench, (options) => (options['allowLoopback'] = false))
        assert.equal(loopback?.option, 'baseUrl')
        for (const baseUrl of [
          'http://vendor.test',
          'ftp://vendor.test',
          'https://user:pass@vendor.test',
          'x',
        ])
          assert.equal(refusalOf(bench, (options) => (options['baseUrl'] = baseUrl))?.option, 'baseUrl')
      }),
    },
    {
      name: 'without a base URL its origin is https',
      needs: 'base URL',
      run: on((bench) => {
        const error = refusalOf(bench, (options) => {
          delete options['baseUrl']
          options['allowLoopback'] = false
        })
        assert.equal(error, undefined)
      }),
    },
  ]
}

/** `auth` of `auth.token`. */
function groupsOf(environment: Readonly<Record<string, string>>): Set<string> {
  const options = Object.keys(environment).filter((option) => option.includes('.'))
  return new Set(options.map((option) => option.slice(0, option.lastIndexOf('.'))))
}

function set(options: Record<string, unknown>, option: string, value: unknown): void {
  const steps = option.split('.')
  const last = steps.pop() ?? ''
  let place = options
  for (const step of steps) place = place[step] as Record<string, unknown>
  if (value === undefined) delete place[last]
  else place[last] = value
}

/** A copy whose plain objects may be changed. */
function withoutFreeze(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      Object.getPrototypeOf(value ?? 0) === Object.prototype
        ? withoutFreeze(value as Record<string, unknown>)
        : value,
    ]),
  )
}
