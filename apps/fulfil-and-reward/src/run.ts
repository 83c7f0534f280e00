import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

import { TenonError } from '@tenon/core'

import { compose, JOB, SERVER, WORKER } from './compose.ts'
import { hasCredentials, readEnvironment } from './environment.ts'
import { identifyJob } from './job/identify-job.ts'
import { isDone } from './job/is-done.ts'
import { isPermanent } from './job/is-permanent.ts'
import { runJob } from './job/run-job.ts'
import { listenForCallbacks } from './listen-for-callbacks.ts'
import { createLogger } from './logger.ts'
import { OrderFileError } from './orders-csv/index.ts'
import { exitCodeOf } from './report/exit-code.ts'
import { showProgress } from './report/progress.ts'
import { summaryTable } from './report/summary-table.ts'
import { summarise, type JobState, type Summary } from './report/summary.ts'
import { countTraffic } from './report/traffic.ts'
import { samplePath } from './sample-path.ts'
import type { Settings } from './settings.ts'
import { readStorageEnvironment } from './storage-environment.ts'
import { forgetJob } from './store/forget-job.ts'
import { holdState } from './store/hold-state.ts'
import { openStorage, placeOf } from './store/open-storage.ts'
import { StoreError } from './store/store-error.ts'
import { UsageError } from './usage-error.ts'
import { fakeVendors } from './vendors/fake-vendors.ts'
import { guardProduction } from './vendors/guard-production.ts'
import { liveVendors } from './vendors/live-vendors.ts'
import type { Vendors } from './vendors/vendors.ts'

/** What a second run on one database wants, where another state file would only be a second pair of vendors. */
const COPIES =
  'let copies share vendors outside of them, as the stand-ins of "npm run fake -- masonhub" and ' +
  '"npm run fake -- hubble": export what these print, and start each copy with --live ' +
  '(apps/fulfil-and-reward/README.md, Several copies)'

/** Runs the job as the command line says, prints the result, and returns the exit code. */
export async function run(
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  interrupted: AbortSignal,
): Promise<number> {
  try {
    const summary = await carryOut(settings, environment, interrupted)
    process.stdout.write(
      `${settings.json ? JSON.stringify(summary, undefined, 2) : summaryTable(summary, { columns: process.stdout.columns ?? 110, fresh: settings.fresh })}\n`,
    )
    return exitCodeOf(summary, settings.strict)
  } catch (error) {
    process.stderr.write(`error: ${describe(error)}\n`)
    return exitCodeOfError(error)
  }
}

async function carryOut(
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  interrupted: AbortSignal,
): Promise<Summary> {
  const startedAt = performance.now()
  const input = settings.input ?? samplePath
  if (!statSync(input, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`there is no file ${input}`)
  const logger = createLogger(settings.logLevel)
  const database = readStorageEnvironment(environment)
  if (database !== undefined && settings.fresh)
    throw new UsageError('--fresh does not empty a database: give another one in DATABASE_URL')
  mkdirSync(dirname(settings.state), { recursive: true })
  // With a database the file is needed for the stand-ins' books alone, which are for one run at a time as well.
  using _held =
    database === undefined
      ? holdState(settings.state)
      : settings.live
        ? undefined
        : holdState(settings.state, COPIES)
  if (settings.fresh) forgetJob(settings.state)
  await using vendors = await chooseVendors(settings, environment, input, database !== undefined)
  await using storage = await openStorage(settings, database, logger)
  const place = placeOf(settings, database)
  await identifyJob({ store: storage.job, place, vendors, input, settings })
  using traffic = countTraffic()
  await using scope = compose({ settings, vendors, storage, logger })
  const job = scope.resolve(JOB)
  scope.resolve(WORKER).start()
  await using _callbacks = await listenForCallbacks(job, vendors, () => scope.resolve(SERVER))

  const timeIsUp = AbortSignal.timeout(settings.waitMinutes * 60_000)
  const stop = AbortSignal.any([interrupted, timeIsUp])
  const wasDone = await isDone(job.store)
  const progress = showProgress(job.store.report)
  let failure: unknown
  try {
    await runJob(job, input, stop)
  } catch (error) {
    // What was stopped in the middle is gone on with by the next run.
    if (!stop.aborted && !isPassing(error)) throw error
    if (!stop.aborted) failure = error
  } finally {
    await progress.stop()
  }
  if (failure !== undefined) process.stderr.write(`error: ${describe(failure)}\n`)
  // Where all else is done, it is the wallet that is wanting.
  const isStopped = stop.aborted || failure !== undefined
  const owed = isStopped ? 0 : (await job.store.report.counts()).unrewarded
  if (owed > 0)
    process.stderr.write(
      `error: the wallet at Hubble is too low for ${owed} gift cards: have it topped up, then run the same command again\n`,
    )
  const isOver = failure === undefined && !timeIsUp.aborted && owed === 0
  const state: JobState = interrupted.aborted ? 'interrupted' : isOver ? 'finished' : 'unfinished'
  // The result does not depend on it.
  const wallet = await job.hubble.wallet.balance({}, { signal: interrupted }).catch(() => undefined)
  // Before the storage is closed.
  return await summarise({
    state,
    wasDone,
    vendors: vendors.kind,
    input,
    store: job.store,
    walletAfter: wallet?.balance,
    traffic: traffic.vendors,
    seconds: (performance.now() - startedAt) / 1000,
  })
}

async function chooseVendors(
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  input: string,
  isShared: boolean,
): Promise<Vendors> {
  const say = (text: string): void =>
    void (settings.json ? process.stderr : process.stdout).write(`${text}\n`)
  if (settings.live) {
    const checked = readEnvironment(environment)
    await guardProduction(checked, input, settings)
    const masonhub = checked.MASONHUB_BASE_URL ?? checked.MASONHUB_ENVIRONMENT
    say(`Vendors: MasonHub ${masonhub}, Hubble ${checked.HUBBLE_BASE_URL ?? checked.HUBBLE_ENVIRONMENT}.`)
    return liveVendors(checked, settings)
  }
  say(
    hasCredentials(environment)
      ? 'There are credentials in the environment, but no --live: both vendors are stand-ins on this machine.'
      : 'No credentials in the environment: both vendors are stand-ins on this machine.',
  )
  return fakeVendors(settings, input === samplePath, isShared)
}

/** Was the app called, or set up, in a way that cannot work? */
function isTheCallers(error: unknown): boolean {
  if (error instanceof StoreError) return error.isTheCallers
  return error instanceof UsageError || error instanceof OrderFileError || isPermanent(error)
}

/** Worth another run, and what was done so far is worth a summary. */
function isPassing(error: unknown): boolean {
  if (error instanceof StoreError) return !error.isTheCallers
  return TenonError.isInstance(error) && error.retryable
}

function exitCodeOfError(error: unknown): number {
  if (isTheCallers(error)) return 2
  return isPassing(error) ? 3 : 1
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (isTheCallers(error)) return error.message
  return `${error.message}${exitCodeOfError(error) === 3 ? '; run the same command again to go on' : ''}`
}
