import { expect, test } from 'vitest'

import { createClient } from '../../src/client/create-client.ts'
import { staticProvider } from '../support/static-provider.ts'

test.each([
  ['a port that nobody listens on', 'http://127.0.0.1:1', /ECONNREFUSED/],
  ['a name that does not exist', 'https://nope.invalid', /ENOTFOUND|EAI_AGAIN/],
  ['an address that cannot be reached', 'https://255.255.255.255', /ENETUNREACH|EACCES|EHOSTUNREACH|EINVAL/],
])(
  '%s: nothing was sent, and so even a POST is tried again',
  async (_, baseUrl, message) => {
    const client = createClient(staticProvider, {
      baseUrl,
      allowLoopback: true,
      timeoutMs: 60_000,
      retry: { retries: 2, baseDelayMs: 1 },
    })
    const pending = client.methods.create({ body: { name: 'x' } })
    await expect(pending).rejects.toMatchObject({
      code: 'CONNECTION',
      sent: 'no',
      retryable: true,
      message: expect.stringMatching(message) as unknown,
    })
    expect(pending.call.attempts.map(({ sent }) => sent)).toEqual([false, false, false])
    await client.close()
  },
  90_000,
)
