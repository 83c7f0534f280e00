import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A process of ours that talks in messages. */
export interface Child<Message> extends AsyncDisposable {
  /** Resolves to the next message that fits; rejects when the process ends before. */
  receive<Wanted extends Message>(fits: (message: Message) => message is Wanted): Promise<Wanted>
  send(message: object): void
  /** Resolves to the exit code, or null where it was killed. */
  readonly ended: Promise<number | null>
  kill(): void
  signal(name: NodeJS.Signals): void
}

export interface ChildSetup<Message> {
  /** The TypeScript file that it runs. */
  readonly script: string
  /** Its only argument, as JSON. */
  readonly setup: object
  readonly onMessage?: (message: Message) => void
}

export function startChild<Message>({ script, setup, onMessage }: ChildSetup<Message>): Child<Message> {
  const child: ChildProcess = fork(script, [JSON.stringify(setup)], {
    execArgv: ['--conditions=@tenon/source'],
    // Most of a start is compiling, and a process that is killed is soon started again.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'tenon-compile-cache'), ...process.env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  child.on('message', (message) => onMessage?.(message as Message))
  // A message to a process that has just ended finds nobody: its end is told by `ended`.
  child.on('error', () => {})

  return {
    receive: (fits) =>
      new Promise((resolve, reject) => {
        const look = (message: unknown): void => {
          if (!fits(message as Message)) return
          child.off('message', look)
          resolve(message as Parameters<typeof resolve>[0])
        }
        child.on('message', look)
        void ended.then((code) => reject(new Error(`${script} ended with ${code}`)))
      }),
    send: (message) => void child.send(message, () => {}),
    ended,
    kill: () => void child.kill('SIGKILL'),
    signal: (name) => void child.kill(name),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
