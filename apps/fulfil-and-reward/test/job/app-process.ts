import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Summary } from '../../src/report/summary.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export interface Ended {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface AppProcess {
  readonly child: ChildProcess
  /** It has printed its first line: it listens to signals. */
  readonly started: Promise<void>
  readonly ended: Promise<Ended>
}

/** A state file in a folder of its own. */
export function newState(): string {
  return join(mkdtempSync(join(tmpdir(), 'tenon-job-')), 'state.sqlite')
}

/** The app as a user starts it, with an environment that holds nothing but what is given. */
export function startApp(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): AppProcess {
  const child = spawn(process.execPath, ['--conditions=@tenon/source', main, ...args], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }))
  })
  const started = new Promise<void>((resolve) => child.stderr.once('data', () => resolve()))
  return { child, started, ended }
}

export async function runApp(
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
): Promise<Ended> {
  return startApp(args, environment).ended
}

export function summaryOf({ stdout, stderr }: Ended): Summary {
  try {
    return JSON.parse(stdout) as Summary
  } catch {
    throw new Error(`no summary was printed; stderr: ${stderr}`)
  }
}
