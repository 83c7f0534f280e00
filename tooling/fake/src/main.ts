import { MASONHUB_DIALECTS, type MasonHubDialect } from '@tenon/masonhub/testing'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'

import { explainStart } from './explain-start.ts'
import { fakes, type StartFake } from './fakes.ts'
import { readDialect } from './read-dialect.ts'

interface Flags {
  port: number
  books?: string
  seed?: number
  faults: number
  dialect?: MasonHubDialect
  duplicates: number
  outOfOrder: number
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value > most)
      throw new InvalidArgumentError(`Give a whole number from 0 to ${most}.`)
    return value
  }
}

const OF_MASONHUB = new Set(['dialect', 'duplicates', 'outOfOrder'])

const names = Object.keys(fakes)
const dialects = Object.entries(MASONHUB_DIALECTS).map(
  ([key, values]) => `  ${key.padEnd(16)}${values.join(', ')}`,
)

const command = new Command('npm run fake --')
  .description(
    "Starts a vendor's fake server on this machine, and prints the settings of an application that uses it.",
  )
  .addArgument(new Argument(`<${names.join('|')}>`).choices(names))
  .addOption(
    new Option('--port <number>', 'where it listens')
      .argParser(wholeNumber(65_535))
      .default(0, 'any free one'),
  )
  .option('--books <file>', 'remembers everything over restarts (default: in memory)')
  .addOption(new Option('--seed <number>', 'makes faults repeatable').argParser(wholeNumber(2 ** 31)))
  .option('--faults <percent>', 'makes this share of the answers go wrong', wholeNumber(100), 0)
  .option(
    '--dialect <key=value...>',
    'masonhub: how it speaks where its pages disagree, as in list=bare token=body; keys below',
    readDialect,
  )
  .option('--duplicates <percent>', 'masonhub: this share of the callbacks comes twice', wholeNumber(100), 0)
  .option('--out-of-order <percent>', 'masonhub: this share of the callbacks comes late', wholeNumber(100), 0)
  .addHelpText('after', `\nKeys of --dialect, and their values:\n${dialects.join('\n')}`)
  .showHelpAfterError('npm run fake -- --help tells what there is')
  .action(async (vendor: string, flags: Flags) => {
    const foreign = command.options.find(
      (option) =>
        vendor !== 'masonhub' &&
        OF_MASONHUB.has(option.attributeName()) &&
        command.getOptionValueSource(option.attributeName()) === 'cli',
    )
    if (foreign !== undefined) command.error(`error: ${foreign.long} means nothing beside ${vendor}`)
    const start = fakes[vendor] as StartFake
    const fake = await start({
      port: flags.port,
      books: flags.books,
      seed: flags.seed,
      dialect: flags.dialect ?? {},
      duplicates: flags.duplicates / 100,
      outOfOrder: flags.outOfOrder / 100,
    }).catch((error: unknown) => {
      const why = explainStart(error, flags)
      if (why === undefined) throw error
      console.error(`error: ${why}`)
      return process.exit(1)
    })
    if (flags.faults > 0) {
      fake.faults.add({ fault: { kind: 'answer', answer: { status: 500 } }, probability: flags.faults / 200 })
      fake.faults.add({ fault: { kind: 'drop-after' }, probability: flags.faults / 200 })
    }
    console.log(`# ${vendor} at ${fake.url}; Ctrl-C ends it. For an application in another terminal:`)
    for (const [name, value] of Object.entries(fake.environment)) console.log(`export ${name}='${value}'`)
    for (const hint of fake.hints) console.log(`# ${hint}`)
    const stop = (): void => void fake.close().then(() => process.exit(0))
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })

command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
await command.parseAsync()
