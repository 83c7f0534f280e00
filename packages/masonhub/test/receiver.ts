import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { onTestFinished } from 'vitest'

export interface Received {
  readonly authorization: string | undefined
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly body: unknown
}

export interface Receiver {
  readonly url: string
  readonly received: readonly Received[]
  /** What it answers to the deliveries to come, one after the other; after the last one 200. */
  readonly answers: number[]
}

/** Takes callbacks over real HTTP, and keeps them. Closed with the test. */
export async function startReceiver(handle: (body: unknown) => void = () => {}): Promise<Receiver> {
  const received: Received[] = []
  const receiver = { url: '', received, answers: [] as number[] }
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const body: unknown = JSON.parse(text)
      const { headers } = incoming
      received.push({ authorization: headers.authorization, headers, text, body })
      handle(body)
      outgoing.writeHead(receiver.answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks`
  return receiver
}
