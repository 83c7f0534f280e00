import {
  createClient,
  defineOperation,
  defineProvider,
  loginCredential,
  type CallOptions,
  type Logger,
  type Transport,
} from '@tenon/core'
import { z } from 'zod'

import type { Contestant } from './contestant.ts'
import { productList } from './product-list.ts'

export interface TenonSetup {
  readonly logger?: Logger
  readonly transport?: Transport
  /** Given to every call. Default: the caller passes none. */
  readonly signal?: AbortSignal
}

/** The whole pipeline: token life cycle, request id, deadline, retry loop, record of the call, JSON, schema. */
export function tenon(origin: string, { signal, ...options }: TenonSetup = {}): Contestant {
  const operation = defineOperation({
    id: 'products.list',
    method: 'GET',
    path: '/v1/products',
    response: productList,
  })
  const provider = defineProvider({
    name: 'bench',
    specVersion: 'v1',
    config: z.strictObject({ baseUrl: z.string() }),
    environment: {},
    origin: (config) => config.baseUrl,
    auth: (_config, { clock, random, logger }) =>
      loginCredential({
        clock,
        random,
        logger,
        credential: () => 'id',
        identify: (id) => [id],
        issue: () => Promise.resolve({ value: 'token', lifetimeSeconds: 3600 }),
      }),
    operations: { products: { list: operation } },
  })
  const client = createClient(provider, { ...options, baseUrl: origin, allowLoopback: true })
  const callOptions: CallOptions | undefined = signal === undefined ? undefined : { signal }
  return {
    call: () => client.methods.products.list(undefined, callOptions),
    close: () => client.close(),
  }
}
