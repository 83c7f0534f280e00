import { answersPing } from './answers-ping.ts'
import { findBinary } from './find-binary.ts'
import { freePort } from './free-port.ts'
import { runServer, type RunningServer } from './run-server.ts'

export interface RedisServer extends RunningServer {
  readonly url: string
  readonly port: number
}

export function redisBinary(): string | undefined {
  return findBinary('redis-server') ?? findBinary('valkey-server')
}

/** A Redis of our own, which keeps nothing on disk. */
export async function startRedis(
  options: { readonly port?: number; readonly settings?: Readonly<Record<string, string>> } = {},
): Promise<RedisServer> {
  const binary = redisBinary()
  if (binary === undefined) throw new Error('no redis-server in the PATH')
  const port = options.port ?? (await freePort())
  const settings = { port: String(port), bind: '127.0.0.1', save: '', appendonly: 'no', ...options.settings }
  const parameters = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
  const running = await runServer(binary, parameters, {}, () => answersPing(port))
  return { ...running, port, url: `redis://127.0.0.1:${port}` }
}
