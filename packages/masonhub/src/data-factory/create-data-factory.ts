import {
  ConfigurationError,
  PartialFailureError,
  type CallOptions,
  type Methods,
  type Pending,
} from '@tenon/core'

import type { MasonHubEnvironment } from '../options/masonhub-options.ts'
import type { WriteResult } from '../wire/read-write-result.ts'
import type { dataFactoryOperations } from './data-factory-operations.ts'
import type { MasonHubDataFactory } from './masonhub-data-factory.ts'

type Simulator = (input: { readonly body: readonly object[] }, options?: CallOptions) => Pending<WriteResult>

export function createDataFactory(
  methods: Methods<typeof dataFactoryOperations>,
  environment: MasonHubEnvironment,
): MasonHubDataFactory {
  function guarded(name: string, simulate: Simulator) {
    return async (what: object | readonly object[], options?: CallOptions): Promise<WriteResult> => {
      if (environment === 'production') {
        throw new ConfigurationError({
          message: `masonhub: dataFactory.${name} was not sent: it exists in the sandbox only`,
          advice: "Use a client with environment: 'sandbox'",
          option: 'environment',
          variable: 'MASONHUB_ENVIRONMENT',
        })
      }
      const pending = simulate({ body: Array.isArray(what) ? what : [what] }, options)
      const result = await pending
      const failures = result.results.filter(({ status }) => status === 'failure')
      // It lists fewer results than it counts records.
      const count = Math.max(failures.length, result.records_failed ?? 0)
      if (count === 0) return result
      const [first] = failures.flatMap(({ messages }) => messages)
      const { code, message = 'it does not say why' } = first ?? {}
      throw new PartialFailureError({
        message: `MasonHub refused ${count}: ${message}`,
        ...(first !== undefined && { vendor: { ...(code !== undefined && { id: code }), message } }),
        failures: failures.length === 0 ? [result] : failures,
        call: pending.call,
      })
    }
  }

  const guardedMethods = Object.entries(methods).map(([name, method]) => [
    name,
    guarded(name, method as unknown as Simulator),
  ])
  return Object.freeze(Object.fromEntries(guardedMethods)) as MasonHubDataFactory
}
