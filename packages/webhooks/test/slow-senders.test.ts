import { connect, type Socket } from 'node:net'

import { createSeededRandom } from '@tenon/core/testing'
import { expect, onTestFinished, test } from 'vitest'

import { createWebhookServer } from '../src/index.ts'
import { envelope, TOKEN, TOKEN_PATH } from './support/deliveries.ts'
import { receiving } from './support/receiving.ts'

const SLOW = 1_000
/** Twice the bars of a quiet machine: half of the headers are cut off at 5 s, half of the bodies at 10 s. */
const GONE_WITHIN_MS = 21_000
const HONEST = 200

function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  return new Promise((resolve) => socket.once('connect', () => resolve(socket)))
}

test(
  'with its defaults a thousand slow senders at one address hold up no honest one, and are gone when their time is over',
  { timeout: 90_000 },
  async () => {
    const random = createSeededRandom(42)
    const { receiver, inbox } = receiving()
    const server = createWebhookServer(receiver)
    onTestFinished(() => server.close({ graceMs: 0 }))
    const url = await server.listen()
    const port = Number(new URL(url).port)

    const startedAt = performance.now()
    const gone: Promise<number>[] = []
    const sockets: Socket[] = []
    for (let index = 0; index < SLOW; index++) {
      const socket = await open(port)
      sockets.push(socket)
      const closed = new Promise((resolve) => socket.resume().once('close', resolve))
      const openedAt = performance.now()
      gone.push(closed.then(() => performance.now() - openedAt))
      const head = `POST ${TOKEN_PATH} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${TOKEN}\r\n`
      socket.write(
        index % 2 ? head : `${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
      )
    }
    const drip = setInterval(() => {
      for (const [index, socket] of sockets.entries()) {
        if (!socket.destroyed && random.fraction() < 0.2) socket.write(index % 2 ? 'X-Drip: 1\r\n' : ' ')
      }
    }, 200)
    onTestFinished(() => clearInterval(drip))

    const times: number[] = []
    for (let index = 0; index < HONEST; index++) {
      const sentAt = performance.now()
      const answer = await fetch(url + TOKEN_PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
        body: JSON.stringify(envelope(String(index))),
      })
      times.push(performance.now() - sentAt)
      expect(answer.status).toBe(200)
    }
    const lives = await Promise.all(gone)
    const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] as number
    const longest = Math.max(...lives)
    process.stderr.write(
      `slow senders: honest p99 ${p99.toFixed(1)} ms, the last slow one gone after ${longest.toFixed(0)} ms\n`,
    )
    expect((await inbox.counts()).pending).toBe(HONEST)
    expect(p99).toBeLessThan(1_000)
    expect(longest).toBeLessThan(GONE_WITHIN_MS)
    expect(performance.now() - startedAt).toBeGreaterThan(4_000)
  },
)
