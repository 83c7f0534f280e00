import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

import { expect, test } from 'vitest'

import { TlsError } from '../../src/errors/tls-error.ts'
import { createThings } from '../support/things.ts'

// Made for these tests: it signs for localhost, and nobody trusts it.
const certificate = (ending: string): Buffer =>
  readFileSync(new URL(`../support/certificates/self-signed.${ending}`, import.meta.url))

test('a certificate that nobody vouches for ends the call: it is not sent again, and no request is seen', async () => {
  let requests = 0
  const server = createServer({ key: certificate('key'), cert: certificate('crt') }, (_request, response) => {
    requests += 1
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = createThings(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const pending = client.methods.things.get({ thingId: '1' })
  const error: unknown = await pending.catch((problem: unknown) => problem)
  expect(error).toBeInstanceOf(TlsError)
  expect((error as TlsError).message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT')
  expect(pending.call.attempts).toHaveLength(1)
  expect(requests).toBe(0)
  await client.close()
  server.close()
})
