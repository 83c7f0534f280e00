import { fork, type ChildProcess } from 'node:child_process'

/** Runs a script of `support/children` in a process of its own; what it sends comes out of `next`. */
export function startChild(script: string, args: readonly string[] = []): Child {
  const child = fork(new URL(`./children/${script}`, import.meta.url), args, {
    execArgv: ['--conditions=@tenon/source', '--expose-gc'],
    serialization: 'advanced',
  })
  return {
    process: child,
    next: <T>() =>
      new Promise<T>((resolve, reject) => {
        const ended = (code: number | null): void => reject(new Error(`the child ended with ${code}`))
        child.once('exit', ended)
        child.once('message', (message) => {
          child.off('exit', ended)
          resolve(message as T)
        })
      }),
  }
}

export interface Child {
  readonly process: ChildProcess
  /** The next message of the child; rejects when it ends before. */
  next<T>(): Promise<T>
}
