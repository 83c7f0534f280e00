import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { createCanaries } from '@tenon/core/testing'
import { expect, test } from 'vitest'

import { createWorker } from '../src/index.ts'
import { createSqliteInbox } from '../src/sqlite/index.ts'
import { envelope, post, sign, SIGNED_PATH, TOKEN_PATH } from './support/deliveries.ts'
import { receiving } from './support/receiving.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { signedWebhook, tokenWebhook } from './support/webhooks.ts'

test('no token, key or signature is in the file of the inbox, in a log or in what a handler gets', async () => {
  const canaries = createCanaries('webhooks')
  const token = canaries.plant('token/"with" characters')
  const key = canaries.plant('key')
  const folder = temporaryFolder()
  const inbox = createSqliteInbox({ path: join(folder, 'inbox.sqlite') })
  const { deliver, logger } = receiving({
    inbox,
    sources: [
      { path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: ['old', token] },
      { path: SIGNED_PATH, webhook: signedWebhook, account: 'shop', secrets: key },
    ],
  })
  const headers = { authorization: `Bearer ${token}` }
  const withToken = (id: string) => envelope(id, { token })
  const signedBodies = ['{"id":"1"}', '{"broken":']
  for (const body of signedBodies) canaries.watch(`signature of ${body}`, sign(body, key))

  const accepted = [
    post({ headers, body: JSON.stringify(envelope('1')) }),
    post({ headers, body: JSON.stringify(withToken('2')) }),
    post({ body: JSON.stringify(withToken('3')) }),
    post({ body: JSON.stringify([withToken('4'), withToken('5')]) }),
    post({ headers, body: JSON.stringify({ token, data: null }) }),
    post({ headers, body: `{"token":${JSON.stringify(token)},` }),
    post({ headers, body: Buffer.concat([Buffer.from(`{"token":"${token}"`), Buffer.from([0xff])]) }),
    ...signedBodies.map((body) =>
      post({ path: SIGNED_PATH, headers: { 'x-verify': sign(body, key) }, body }),
    ),
  ]
  for (const request of accepted) expect(await deliver(request)).toBe(200)
  expect(
    await deliver(post({ headers: { authorization: token }, body: JSON.stringify(withToken('6')) })),
  ).toBe(401)
  expect(await deliver(post({ headers, body: 'x'.repeat(2_000_000) }))).toBe(413)

  const handled: unknown[] = []
  const worker = createWorker({
    inbox,
    logger,
    handle: (message, context) => void handled.push(message, context),
  })
  worker.start()
  await worker.drained()
  await worker.stop()

  const written = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'))
  expect(written.join('').length).toBeGreaterThan(10_000)
  expect(handled).toHaveLength(2 * (await inbox.counts()).done)
  expect(logger.lines.length).toBeGreaterThan(10)
  for (const text of [...written, JSON.stringify(logger.lines), JSON.stringify(handled)]) {
    expect(canaries.findIn(text)).toEqual([])
  }
  await inbox.close()
})
