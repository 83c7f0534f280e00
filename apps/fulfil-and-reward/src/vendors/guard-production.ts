import { createInterface } from 'node:readline/promises'

import type { Environment } from '../environment.ts'
import { hashFile } from '../hash-file.ts'
import { isLoopback } from '../is-loopback.ts'
import { samplePath } from '../sample-path.ts'
import type { Settings } from '../settings.ts'
import { UsageError } from '../usage-error.ts'

const ENVIRONMENTS = ['MASONHUB_ENVIRONMENT', 'HUBBLE_ENVIRONMENT'] as const
const BASE_URLS = ['MASONHUB_BASE_URL', 'HUBBLE_BASE_URL'] as const

/**
 * Stands before real parcels and real money: the sample never gets there, and a person says yes, on the terminal
 * or by `--yes`. Production is what an environment's name says, and every base URL that is not of this machine: what
 * stands behind a host cannot be told by its name.
 *
 * @throws UsageError when the answer is no, or nobody can be asked
 */
export async function guardProduction(
  environment: Environment,
  input: string,
  settings: Settings,
): Promise<void> {
  const signs = [
    ...ENVIRONMENTS.filter((name) => environment[name] === 'production').map(
      (name) => `${name} is production`,
    ),
    ...BASE_URLS.filter((name) => !(environment[name] === undefined || isLoopback(environment[name]))).map(
      (name) => `${name} is not of this machine`,
    ),
  ]
  if (signs.length === 0) return
  const why = signs.join(', ')
  if ((await hashFile(input)) === (await hashFile(samplePath)))
    throw new UsageError(`the sample is not sent to production: ${why}`)
  if (settings.yes) return
  if (!process.stdin.isTTY) throw new UsageError(`production needs --yes where nobody can be asked: ${why}`)
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const question = `Send the orders of ${input} to PRODUCTION (${why}), with real parcels and real money? [y/N] `
  const answer = await terminal.question(question)
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('not sent')
}
