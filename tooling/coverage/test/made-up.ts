import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { compare } from '../src/compare.ts'
import { contract as contractSchema, type Contract } from '../src/contract.ts'
import type { Declared, DeclaredWebhooks } from '../src/declared.ts'
import type { Exceptions } from '../src/exceptions.ts'
import type { Report } from '../src/report.ts'

/** The contract of a bakery that does not exist. */
export const bakeryContract: Contract = contractSchema.parse({
  $comment: 'made up',
  provider: 'bakery',
  pathPrefix: '/{shop}/v1',
  confidence: {
    sure: { means: 'said', mustBeTyped: true },
    seen: { means: 'seen', mustBeTyped: true },
    rumour: { means: 'heard', mustBeTyped: false },
  },
  operations: [
    {
      method: 'GET',
      path: '/loaves',
      direction: 'call',
      summary: 'Lists loaves.',
      confidence: 'sure',
      query: { kind: 'sure', page: 'rumour' },
      response: [{ schema: 'loaf', at: ['data[]', '[]'] }],
    },
    {
      method: 'PUT',
      path: '/loaves/{id}',
      direction: 'call',
      summary: 'Replaces a loaf.',
      confidence: 'sure',
      body: [{ schema: 'loaf', at: [''] }],
    },
    { method: 'POST', path: '/taste', direction: 'hosted', summary: 'Tells a taste.', confidence: 'rumour' },
  ],
  events: [
    {
      type: 'baked',
      direction: 'webhook',
      summary: 'A loaf is ready.',
      confidence: 'sure',
      versions: [],
      data: [{ schema: 'loaf', at: ['[]'] }],
      examples: [{ type: 'baked', data: [{ id: '1' }] }],
    },
  ],
  schemas: {
    loaf: {
      source: 'made up',
      fields: { id: 'sure', name: 'sure', 'grains[]': 'sure', secret: 'sure', nickname: 'rumour' },
      contains: { 'grains[]': 'grain' },
      onlyReceived: ['id'],
      onlySent: ['secret'],
    },
    grain: { source: 'made up', fields: { kind: 'sure', origins: 'seen' } },
  },
})

const grain = z.object({ kind: z.string(), origins: z.string() })
const loaf = z.looseObject({ id: z.string(), name: z.string(), grains: z.array(grain) })

/** To list loaves, without the answer. */
export const askLoaves = {
  id: 'loaves.list',
  method: 'GET',
  path: '/loaves',
  query: z.strictObject({ kind: z.string().optional() }),
} as const

export const listLoaves = defineOperation({
  ...askLoaves,
  response: z.object({ data: z.array(loaf) }),
})

export const replaceLoaf = defineOperation({
  id: 'loaves.replace',
  method: 'PUT',
  path: '/loaves/{loafId}',
  body: z.strictObject({ name: z.string(), grains: z.array(grain), secret: z.string() }),
})

export const bakeryWebhooks: DeclaredWebhooks = {
  read(body) {
    const envelope = z.object({ type: z.literal('baked'), data: z.unknown() }).safeParse(body).data
    return [envelope === undefined ? { type: 'unparsed', data: body } : { ...envelope, type: 'ready' }]
  },
  events: { ready: z.array(loaf) },
}

interface Bakery {
  readonly operations?: readonly Declared['operations'][number]['operation'][]
  readonly webhooks?: Declared['webhooks']
  readonly exceptions?: Exceptions
  readonly hosted?: Declared['hosted']
}

/** The comparison with a provider that has it all, but for what is given. */
export function compareBakery({
  operations = [listLoaves, replaceLoaf],
  webhooks = [bakeryWebhooks],
  exceptions = { 'POST /taste': { '*': 'hosted elsewhere' } },
  hosted = [],
}: Bakery = {}): Report {
  const declared: Declared = {
    provider: 'bakery',
    operations: operations.map((operation) => ({ pathPrefix: '/{anyShop}/v1', operation })),
    webhooks,
    hosted,
  }
  return compare(bakeryContract, declared, exceptions)
}
