import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

import { ConfigurationError } from '@tenon/core'

import { compose, JOB, SERVER, WORKER } from './compose.ts'
import { hasCredentials, readEnvironment } from './environment.ts'
import { identifyJob } from './job/identify-job.ts'
import { registerCallbacks } from './job/register-callbacks.ts'
import { runJob } from './job/run-job.ts'
import { createLogger } from './logger.ts'
import { OrderFileError } from './orders-csv/index.ts'
import { exitCodeOf } from './report/exit-code.ts'
import { showProgress } from './report/progress.ts'
import { summaryTable } from './report/summary-table.ts'
import { summarise, type JobState, type Summary } from './report/summary.ts'
import { countTraffic } from './report/traffic.ts'
import { samplePath } from './sample-path.ts'
import type { Settings } from './settings.ts'
import { UsageError } from './usage-error.ts'
import { fakeVendors } from './vendors/fake-vendors.ts'
import { guardProduction } from './vendors/guard-production.ts'
import { liveVendors } from './vendors/live-vendors.ts'
import type { Vendors } from './vendors/vendors.ts'

/** Runs the job as the command line says, prints the result, and returns the exit code. */
export async function run(
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  interrupted: AbortSignal,
): Promise<number> {
  try {
    const summary = await carryOut(settings, environment, interrupted)
    process.stdout.write(`${settings.json ? JSON.stringify(summary, undefined, 2) : summaryTable(summary)}\n`)
    return exitCodeOf(summary, settings.strict)
  } catch (error) {
    const isTheCallers = [UsageError, OrderFileError, ConfigurationError].some(
      (type) => error instanceof type,
    )
    process.stderr.write(`error: ${isTheCallers ? (error as Error).message : describe(error)}\n`)
    return isTheCallers ? 2 : 1
  }
}

async function carryOut(
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  interrupted: AbortSignal,
): Promise<Summary> {
  const startedAt = performance.now()
  const input = settings.input ?? samplePath
  if (!existsSync(input)) throw new UsageError(`there is no file ${input}`)
  prepareState(settings)
  await using vendors = await chooseVendors(settings, environment, input)
  using traffic = countTraffic()
  await using scope = compose({ settings, vendors, logger: createLogger(settings.logLevel) })
  const job = scope.resolve(JOB)
  identifyJob(job.store, vendors, input, settings)

  const worker = scope.resolve(WORKER)
  worker.start()
  if (vendors.callbackSecrets !== undefined) {
    const url = await scope.resolve(SERVER).listen()
    vendors.listenAt(url)
    await registerCallbacks(job.masonhub, settings.callbackUrl ?? url, vendors.callbackSecrets.masonhubToken)
  }

  const timeIsUp = AbortSignal.timeout(settings.waitMinutes * 60_000)
  const stop = AbortSignal.any([interrupted, timeIsUp])
  const progress = showProgress(job.store)
  try {
    await runJob(job, input, stop)
  } catch (error) {
    // What was stopped in the middle is gone on with by the next run.
    if (!stop.aborted) throw error
  } finally {
    progress.stop()
  }
  const state: JobState = interrupted.aborted ? 'interrupted' : timeIsUp.aborted ? 'unfinished' : 'finished'
  const walletAfter = interrupted.aborted ? undefined : (await job.hubble.wallet.balance()).balance
  const seconds = (performance.now() - startedAt) / 1000
  return summarise({
    state,
    vendors: vendors.kind,
    input,
    store: job.store,
    walletAfter,
    traffic: traffic.vendors,
    seconds,
  })
}

async function chooseVendors(
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  input: string,
): Promise<Vendors> {
  const say = (text: string): void =>
    void (settings.json ? process.stderr : process.stdout).write(`${text}\n`)
  if (settings.live) {
    const checked = readEnvironment(environment)
    await guardProduction(checked, input, settings)
    say(`Real vendors: MasonHub ${checked.MASONHUB_ENVIRONMENT}, Hubble ${checked.HUBBLE_ENVIRONMENT}.`)
    return liveVendors(checked, settings)
  }
  say(
    hasCredentials(environment)
      ? 'There are credentials in the environment, but no --live: both vendors are stand-ins on this machine.'
      : 'No credentials in the environment: both vendors are stand-ins on this machine.',
  )
  return fakeVendors(settings)
}

function prepareState({ state, fresh }: Settings): void {
  mkdirSync(dirname(state), { recursive: true })
  if (!fresh) return
  for (const file of [state, `${state}.vendors-masonhub`, `${state}.vendors-hubble`]) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
