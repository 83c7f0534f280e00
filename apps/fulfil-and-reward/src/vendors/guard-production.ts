import { createInterface } from 'node:readline/promises'

import type { Environment } from '../environment.ts'
import { hashFile } from '../hash-file.ts'
import { samplePath } from '../sample-path.ts'
import type { Settings } from '../settings.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Stands before real parcels and real money: the sample never gets there, and a person says yes, on the terminal
 * or by `--yes`.
 *
 * @throws UsageError when the answer is no, or nobody can be asked
 */
export async function guardProduction(
  environment: Environment,
  input: string,
  settings: Settings,
): Promise<void> {
  const isProduction =
    environment.MASONHUB_ENVIRONMENT === 'production' || environment.HUBBLE_ENVIRONMENT === 'production'
  if (!isProduction) return
  if ((await hashFile(input)) === (await hashFile(samplePath)))
    throw new UsageError('the sample is not sent to production')
  if (settings.yes) return
  if (!process.stdin.isTTY) throw new UsageError('production needs --yes where nobody can be asked')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const question = `Send the orders of ${input} to PRODUCTION, with real parcels and real money? [y/N] `
  const answer = await terminal.question(question)
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('not sent')
}
