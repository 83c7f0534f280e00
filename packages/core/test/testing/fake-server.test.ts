import { expect, test } from 'vitest'

import type { FakeRequest } from '../../src/testing/fake-server/fake-route.ts'
import { startFakeServer } from '../../src/testing/fake-server/fake-server.ts'

async function send(contentType: string | undefined, body: string) {
  const seen: FakeRequest[] = []
  await using fake = await startFakeServer({
    routes: [
      {
        id: 'put',
        method: 'POST',
        path: '/put',
        handle: (request) => {
          seen.push(request)
          return { status: 200 }
        },
      },
    ],
  })
  const headers: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType }
  const { status } = await fetch(`${fake.url}/put`, { method: 'POST', headers, body: Buffer.from(body) })
  return { status, request: seen[0] }
}

test.each(['application/json', 'application/vnd.acme+json; charset=utf-8', undefined])(
  'a body of type %s is read as JSON',
  async (type) => {
    expect((await send(type, '{"a":1}')).request?.body).toEqual({ a: 1 })
    expect(await send(type, '{"a"')).toMatchObject({ status: 400, request: undefined })
  },
)

test('a body of another type is handed on as bytes, a form for example', async () => {
  const { status, request } = await send('application/x-www-form-urlencoded', 'grant_type=client&scope=a+b')
  expect(status).toBe(200)
  expect(request?.body).toBeUndefined()
  expect(new URLSearchParams(String(request?.bytes)).get('scope')).toBe('a b')
})
