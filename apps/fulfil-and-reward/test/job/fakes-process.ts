import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const fakes = fileURLToPath(new URL('../../tools/fakes.ts', import.meta.url))

export interface FakesProcess extends AsyncDisposable {
  readonly pid: number
  /** What the app needs to use them. */
  readonly environment: Readonly<Record<string, string>>
  /** A brand that offers the reward. */
  readonly product: string
  /** Where callbacks are spread over the copies. */
  readonly callbackUrl: string
}

/** Both stand-ins in a process of their own, with books that begin with this path, and copies of the app at these ports. */
export async function startFakesProcess(books: string, copies: readonly number[]): Promise<FakesProcess> {
  const args = ['--books', books, '--copies', copies.join()]
  const child = spawn(process.execPath, ['--conditions=@tenon/source', fakes, ...args], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const environment: Record<string, string> = {}
  let [product, callbackUrl] = ['', '']
  for await (const line of createInterface(child.stdout)) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) environment[name] = value
    ;[, product = '', callbackUrl = ''] = /^# --product (\S+) --callback-url (\S+)$/.exec(line) ?? []
    if (product !== '') break
  }
  if (product === '') throw new Error('the stand-ins did not start')
  return {
    pid: child.pid as number,
    environment,
    product,
    callbackUrl,
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended
    },
  }
}
