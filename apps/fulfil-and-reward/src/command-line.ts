import { Command, InvalidArgumentError, Option } from 'commander'

import type { Settings } from './settings.ts'

const PREFIX = /^[A-Za-z0-9_-]{1,16}$/

interface Flags {
  input?: string
  state: string
  fresh: boolean
  live: boolean
  yes: boolean
  threshold: number
  reward: number
  product?: string
  prefix: string
  faults: number
  callbackUrl?: string
  host: string
  port: number
  wait: number
  json: boolean
  strict: boolean
  logLevel: string
}

/** Reads the command line. Prints help or a usage error and ends the process by itself (exit code 0 or 2). */
export function readCommandLine(args: readonly string[]): Settings {
  const command = new Command('npm start --')
    .description(
      'Sends the orders of a shop to MasonHub, follows their shipping, and rewards customers whose order is above\n' +
        'a threshold with a Hubble gift card. Without --live it starts stand-ins of both vendors on this machine.',
    )
    .option(
      '--input <file>',
      "orders in the format of Shopify's order export (default: the sample of 200 orders)",
    )
    .option(
      '--state <file>',
      'remembers the job, so that a second run goes on',
      '.tenon/fulfil-and-reward.sqlite',
    )
    .option('--fresh', 'start over: forget the state (not with --live, nor a database)', false)
    .addOption(
      new Option('--threshold <rupees>', 'reward orders worth more than this')
        .argParser(amount)
        .default(250_000, '2500'),
    )
    .addOption(
      new Option('--reward <rupees>', 'the value of a gift card').argParser(amount).default(50_000, '500'),
    )
    .option('--product <id>', 'the brand of the gift card (default: the first that offers the value)')
    .addOption(
      new Option(
        '--prefix <text>',
        'begins every reference at Hubble; your own, and kept for good (with --live)',
      )
        .argParser(prefix)
        .default('tenon-demo'),
    )
    .option(
      '--live',
      'talk to the real vendors; needs --input, --product and credentials in the environment',
      false,
    )
    .option('--yes', 'do not ask before talking to production', false)
    .option(
      '--callback-url <url>',
      'where the vendors reach this process, with the path that comes before /webhooks (default with --live: poll)',
      callbackAddress,
    )
    .option(
      '--host <address>',
      'the address for callbacks; 0.0.0.0 where the proxy is on another machine (needs --callback-url)',
      listenAddress,
      '127.0.0.1',
    )
    .addOption(
      new Option('--port <number>', 'the port for callbacks').argParser(port).default(0, 'any free one'),
    )
    .option('--wait <minutes>', 'stop after this long, to go on another time', minutes, 10)
    .option('--faults <percent>', "make this share of the stand-ins' answers go wrong, up to 50", percent, 0)
    .option('--strict', 'lines of the file that were rejected count as a failure', false)
    .option('--json', 'print the result as JSON, and everything else on stderr', false)
    .addOption(
      new Option('--log-level <level>', 'log lines go to stderr')
        .choices(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
        .default('error'),
    )
    .addHelpText(
      'after',
      `
Examples:
  npm start                                   the sample, against stand-ins
  npm start -- --faults 10                    the same, while one answer in ten goes wrong
  npm start --silent -- --json > result.json  for machines
  npm start -- --live --input orders.csv --product 01J… --prefix my-shop --state shop.sqlite

Environment, where the job is kept in a database, and any number of copies of this command share the work:
  DATABASE_URL         postgres://user:password@host/database; a job has a database, or a schema, to itself:
                       …/database?options=-csearch_path%3Dmarch
  TOKEN_SEALING_KEY    or TOKEN_SEALING_KEY_FILE: 32 characters or more, the same for all copies

Environment, with --live:
  MASONHUB_ENVIRONMENT sandbox or production  HUBBLE_ENVIRONMENT     staging or production
  MASONHUB_ACCOUNT     the slug of the URL    HUBBLE_CLIENT_ID
  MASONHUB_TOKEN       or MASONHUB_TOKEN_FILE HUBBLE_CLIENT_SECRET   or HUBBLE_CLIENT_SECRET_FILE
  MASONHUB_WEBHOOK_TOKEN, HUBBLE_WEBHOOK_SECRET (with --callback-url)
  MASONHUB_BASE_URL, HUBBLE_BASE_URL for other hosts, which count as production unless they are of this machine;
                       TENON_ALLOW_LOOPBACK=1 lets them be http there

Exit codes: 0 everything is settled, 1 settled but a vendor refused something (with --strict: or a line was
rejected), 2 wrong usage or configuration, 3 not finished (run it again), 130 interrupted (run it again).`,
    )
    .showHelpAfterError('npm start -- --help tells what there is')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse(args, { from: 'user' })
  const flags = command.opts<Flags>()
  if (flags.fresh && flags.live) command.error('error: --fresh would forget what was sent to real vendors')
  if (flags.faults > 0 && flags.live)
    command.error('error: --faults is for the stand-ins, not for real vendors')
  if (flags.callbackUrl === undefined && command.getOptionValueSource('host') === 'cli')
    command.error('error: --host needs --callback-url: the vendors have to be told where they reach it')
  const missing = (['input', 'product', 'prefix'] as const).filter(
    (name) => flags.live && command.getOptionValueSource(name) !== 'cli',
  )
  if (missing.length > 0)
    command.error(`error: --live needs ${missing.map((name) => `--${name}`).join(', ')}`)
  return {
    input: flags.input,
    state: flags.state,
    fresh: flags.fresh,
    live: flags.live,
    yes: flags.yes,
    reward: {
      thresholdMinor: flags.threshold,
      amountMinor: flags.reward,
      productId: flags.product,
      referencePrefix: flags.prefix,
    },
    faultPercent: flags.faults,
    callbackUrl: flags.callbackUrl,
    host: flags.host,
    port: flags.port,
    waitMinutes: flags.wait,
    json: flags.json,
    strict: flags.strict,
    logLevel: flags.logLevel,
  }
}

/** Rupees as typed, in paise. */
function amount(text: string): number {
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(text))
    throw new InvalidArgumentError('Give rupees, such as 2500 or 99.50.')
  return Math.round(Number(text) * 100)
}

function prefix(text: string): string {
  if (!PREFIX.test(text)) throw new InvalidArgumentError('Give 1 to 16 letters, digits, - or _.')
  return text
}

function callbackAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
    throw new InvalidArgumentError('Give a URL such as https://shop.example or https://shop.example/tenon.')
  return url.href
}

/** Node takes an empty one for all of this machine's. */
function listenAddress(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give an address of this machine, such as 0.0.0.0.')
  return text
}

function port(text: string): number {
  return wholeNumber(text, 65_535)
}

function percent(text: string): number {
  return wholeNumber(text, 50)
}

function minutes(text: string): number {
  return wholeNumber(text, 10_080)
}

function wholeNumber(text: string, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > most)
    throw new InvalidArgumentError(`Give a whole number from 0 to ${most}.`)
  return value
}
