import assert from 'node:assert/strict'

import {
  createClient,
  defineOperation,
  defineProvider,
  type AuthStrategy,
  type Call,
  type Grant,
  type HttpRequest,
  type Pending,
  type Schema,
} from '@tenon/core'
import {
  createCanaries,
  createSeededRandom,
  createVirtualClock,
  type Canaries,
  type VirtualClock,
} from '@tenon/core/testing'

import { anyJson } from '../suite/any-json.ts'
import { quietly } from '../suite/quietly.ts'
import type { AuthStrategyManifest } from './auth-strategy-manifest.ts'

export interface Authorized {
  readonly request: HttpRequest
  readonly grant: Grant
  /** Was it done without a promise? */
  readonly synchronous: boolean
}

export interface StrategyBench {
  readonly strategy: AuthStrategy
  readonly clock: VirtualClock
  readonly canaries: Canaries
  /** The credentials that were asked for, in order. */
  readonly planted: readonly string[]
  /** Everything that was logged. */
  readonly lines: readonly unknown[]
  /** What the vendor answers to a request, as a status. 200 at first. */
  answer: (request: HttpRequest) => number
  /** Every request that reached the vendor. */
  readonly requests: readonly HttpRequest[]
  /** A call through a whole client. */
  readonly call: () => Pending<unknown>
  /** Runs something in the middle of a call, which lives as long. */
  readonly inCall: <T>(use: (call: Call) => T | Promise<T>) => Promise<T>
  /** Authorizes one request that has these headers already. */
  readonly authorize: (headers?: Readonly<Record<string, string>>) => Promise<Authorized>
}

const OPERATION = defineOperation({ id: 'probe', method: 'POST', path: '/probe', body: anyJson })

function providerOf(auth: AuthStrategy) {
  return defineProvider({
    name: 'conformance',
    specVersion: 'v1',
    config: anyJson as Schema<object>,
    environment: {},
    origin: () => 'https://vendor.test',
    auth: () => auth,
    operations: { probe: OPERATION },
  })
}

/** Runs a case with a strategy on virtual time; at its end the strategy is closed, and no timer may be left. */
export async function onStrategy(
  manifest: AuthStrategyManifest,
  use: (bench: StrategyBench) => Promise<void>,
): Promise<void> {
  const clock = createVirtualClock()
  const random = createSeededRandom(1)
  const canaries = createCanaries('strategy')
  const planted: string[] = []
  const lines: unknown[] = []
  const requests: HttpRequest[] = []
  const write = (fields: object, message: string): void => void lines.push(fields, message)
  const logger = { debug: write, info: write, warn: write, error: write }
  const strategy = manifest.create({
    clock,
    random,
    logger,
    plant() {
      const value = canaries.plant(`credential-${planted.length + 1}`)
      planted.push(value)
      return value
    },
  })
  const common = { clock, random, logger, retry: { retries: 0 } }
  const client = createClient(providerOf(strategy), {
    ...common,
    transport: {
      send(request) {
        requests.push(request)
        return Promise.resolve({ status: bench.answer(request), headers: {}, body: new Uint8Array() })
      },
      close: () => Promise.resolve(),
    },
  })

  async function inCall<T>(middle: (call: Call) => T | Promise<T>): Promise<T> {
    let result: { readonly value: T } | undefined
    const unauthorized = { name: 'none', headers: [], authorize: () => ({}) }
    const probing = createClient(providerOf(unauthorized), {
      ...common,
      middleware: [
        {
          name: 'middle',
          slot: 'operation',
          wrap: () => async (_, call) => {
            result = { value: await middle(call) }
            return { status: 200, headers: {}, body: new Uint8Array() }
          },
        },
      ],
    })
    await probing.methods.probe({ body: {} })
    await probing.close()
    assert.ok(result)
    return result.value
  }

  const bench: StrategyBench = {
    strategy,
    clock,
    canaries,
    planted,
    lines,
    requests,
    answer: () => 200,
    call: () => quietly(client.methods.probe({ body: {} })),
    inCall,
    authorize: (headers = {}) =>
      inCall(async (call) => {
        const request: HttpRequest = {
          method: 'POST',
          origin: 'https://vendor.test',
          path: '/probe?page=1',
          headers: { ...headers },
          body: '{"name":"one"}',
        }
        const granted = strategy.authorize(request, call)
        return { request, grant: await granted, synchronous: !(granted instanceof Promise) }
      }),
  }
  try {
    await use(bench)
  } finally {
    await client.close()
  }
  assert.equal(clock.pendingTimers, 0, 'no timer is left when the strategy is closed')
}
