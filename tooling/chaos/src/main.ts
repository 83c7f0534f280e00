import { randomInt } from 'node:crypto'

import { Argument, Command, InvalidArgumentError } from 'commander'

import type { Scenario, ScenarioReport } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { showProgress } from './show-progress.ts'

interface Flags {
  readonly runs?: number
  readonly seed?: number
  readonly restarts?: number
  readonly json?: true
}

function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d{1,9}$/.test(text) || value < least)
      throw new InvalidArgumentError(`Give a whole number from ${least}.`)
    return value
  }
}

const names = Object.keys(scenarios)
const list = Object.entries(scenarios).map(([name, { description }]) => `  ${name}  ${description}`)

const command = new Command('npm run chaos --')
  .description(
    'Breaks connections and kills processes, then compares the books. Fails when anything is lost or doubled.',
  )
  .addArgument(new Argument(`<${names.join('|')}>`).choices(names))
  .option('--runs <number>', "how often (default: the scenario's)", wholeNumber(1))
  .option('--seed <number>', 'decides what goes wrong and when (default: any, printed)', wholeNumber(0))
  .option('--restarts <number>', 'inbox: on a PostgreSQL of its own, restarted so often', wholeNumber(1))
  .option('--json', 'prints one JSON object in place of the last line')
  .addHelpText('after', `\nScenarios:\n${list.join('\n')}`)
  .showHelpAfterError('npm run chaos -- --help tells what there is')
  .action(async (name: string, flags: Flags) => {
    const scenario = scenarios[name] as Scenario
    const { runs = scenario.defaultRuns, seed = randomInt(2 ** 31), restarts } = flags
    if (restarts !== undefined && scenario.hasRestarts !== true)
      command.error(`error: --restarts means nothing beside ${name}`)
    process.stderr.write(`${name}: ${runs} runs, seed ${seed}\n`)
    const interruption = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => interruption.abort(signal))
    const progress = showProgress(name, runs)
    try {
      const report = await scenario.run({
        runs,
        seed,
        ...(restarts !== undefined && { restarts }),
        signal: interruption.signal,
        progress: (done) => progress.update(done),
      })
      progress.stop()
      for (const finding of report.findings) process.stderr.write(`${finding}\n`)
      console.log(flags.json ? JSON.stringify({ scenario: name, seed, ...report }) : lastLine(report, seed))
      if (report.lost + report.doubled > 0) process.exitCode = 1
    } catch (error) {
      progress.stop()
      if (!interruption.signal.aborted) throw error
      process.stderr.write(`interrupted; --seed ${seed} repeats it\n`)
      process.exitCode = 130
    }
  })

function lastLine({ runs, lost, doubled, events }: ScenarioReport, seed: number): string {
  const figures = { runs, lost, doubled, ...events, seed }
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(' ')
}

command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
await command.parseAsync()
