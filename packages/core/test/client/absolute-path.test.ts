import { expect, onTestFinished, test } from 'vitest'

import { createClient } from '../../src/client/create-client.ts'
import { defineOperation } from '../../src/declare/operation.ts'
import { defineProvider } from '../../src/declare/provider.ts'
import type { Schema } from '../../src/declare/schema.ts'
import { routeOf } from '../../src/testing/fake-server/fake-route.ts'
import { startFakeServer } from '../../src/testing/fake-server/fake-server.ts'

const anything: Schema<unknown> = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
}
const near = defineOperation({ id: 'near', method: 'GET', path: '/things', response: anything })
const far = defineOperation({
  id: 'far',
  method: 'GET',
  path: '/v2/{name}',
  absolute: true,
  response: anything,
})

test('an operation with an absolute path stands outside the provider’s prefix, in the client and in the fake', async () => {
  const routes = [near, far].map((operation) =>
    routeOf(operation, ({ url }) => ({ status: 200, body: url.pathname }), '/acme/v1'),
  )
  const fake = await startFakeServer({ routes })
  const provider = defineProvider({
    name: 'acme',
    specVersion: 'v1',
    config: anything,
    environment: {},
    origin: () => fake.url,
    pathPrefix: () => '/acme/v1',
    auth: () => ({ name: 'none', headers: [], authorize: () => ({}) }),
    operations: { near, far },
  })
  const client = createClient(provider, { allowLoopback: true })
  onTestFinished(async () => {
    await client.close()
    await fake.close()
  })
  expect(await client.methods.near()).toBe('/acme/v1/things')
  expect(await client.methods.far({ name: 'graphql' })).toBe('/v2/graphql')
})
