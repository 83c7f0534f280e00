import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

const START_MS = 20_000

export interface RunningServer {
  readonly child: ChildProcess
  /** Ends it, at once by default, and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Starts a server and waits until it answers. It ends with this process. */
export async function runServer(
  command: string,
  parameters: readonly string[],
  options: SpawnOptions,
  answers: () => Promise<boolean>,
): Promise<RunningServer> {
  const child = spawn(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const output of [child.stdout, child.stderr]) output?.on('data', (data) => (printed += String(data)))
  child.on('error', (error) => (printed += error.message))
  const end = (): void => void child.kill('SIGKILL')
  process.once('exit', end)
  async function stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    process.off('exit', end)
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  for (let waited = 0; !(await answers()); waited += 50) {
    if (waited > START_MS || child.exitCode !== null || child.pid === undefined) {
      await stop()
      throw new Error(`${command} did not start: ${printed}`)
    }
    await delay(50)
  }
  return { child, stop }
}
