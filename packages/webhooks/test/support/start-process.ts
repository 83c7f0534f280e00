import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

/** A program of `test/crash` as a process of its own, gone after the test. */
export function startProcess(program: string, ...parameters: string[]): ChildProcess {
  const child = fork(join(import.meta.dirname, '..', 'crash', program), parameters, {
    execArgv: ['--conditions=@tenon/source'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
