import { readFileSync, writeFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { samplePath } from '../../src/sample-path.ts'
import { holdState } from '../../src/store/hold-state.ts'
import { newState, runApp, startApp } from './app-process.ts'

const complete = {
  MASONHUB_ENVIRONMENT: 'sandbox',
  MASONHUB_ACCOUNT: 'acme',
  MASONHUB_TOKEN: 'token-of-masonhub',
  HUBBLE_ENVIRONMENT: 'staging',
  HUBBLE_CLIENT_ID: 'client',
  HUBBLE_CLIENT_SECRET: 'secret-of-hubble',
}

/** Not the sample, which no host but this machine's gets. */
function ownFile(): string {
  const path = `${newState()}.csv`
  writeFileSync(path, 'Name,Email\n')
  return path
}

const database = {
  DATABASE_URL: 'postgres://shop:password-of-database@127.0.0.1:1/shop',
  TOKEN_SEALING_KEY: 'the-sealing-key-of-a-test-of-usage',
}

function without(...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(complete).filter(([name]) => !names.includes(name)))
}

function live(...more: string[]): string[] {
  return [
    '--live',
    '--input',
    samplePath,
    '--product',
    'p',
    '--prefix',
    'test',
    '--state',
    newState(),
    ...more,
  ]
}

describe.concurrent('wrong usage ends with exit code 2, and says what to change', { timeout: 60_000 }, () => {
  test.each<[string, string[], Record<string, string>, string]>([
    ['an unknown option', ['--nonsense'], {}, '--nonsense'],
    ['an amount that is none', ['--threshold', 'lots'], {}, 'Give rupees'],
    ['--live alone', ['--live'], complete, '--live needs --input, --product, --prefix'],
    [
      '--live without a product',
      ['--live', '--input', samplePath, '--prefix', 'x'],
      complete,
      '--live needs --product',
    ],
    ['--fresh with --live', live('--fresh'), complete, '--fresh'],
    ['--faults with --live', live('--faults', '10'), complete, '--faults'],
    ['no slug', live(), without('MASONHUB_ACCOUNT'), 'MASONHUB_ACCOUNT is missing'],
    ['nothing at all', live(), {}, 'MASONHUB_ENVIRONMENT is missing'],
    ['no secret', live(), without('HUBBLE_CLIENT_SECRET'), 'HUBBLE_CLIENT_SECRET is missing'],
    ['an empty secret', live(), { ...complete, HUBBLE_CLIENT_SECRET: ' ' }, 'HUBBLE_CLIENT_SECRET is empty'],
    [
      'an http base URL',
      live('--yes', '--input', ownFile()),
      { ...complete, HUBBLE_BASE_URL: 'http://api.example' },
      'must be https. Set it where the client is made; applications read it from HUBBLE_BASE_URL',
    ],
    [
      'callbacks without secrets',
      live('--callback-url', 'https://shop.example'),
      complete,
      'MASONHUB_WEBHOOK_TOKEN',
    ],
    [
      'the sample against production',
      live('--yes'),
      { ...complete, HUBBLE_ENVIRONMENT: 'production' },
      'the sample is not sent',
    ],
    [
      '--host without an address to be reached at',
      live('--host', '0.0.0.0'),
      complete,
      '--host needs --callback-url',
    ],
    ['an empty --host', ['--host', '', '--callback-url', 'https://shop.example'], {}, 'Give an address'],
    [
      'an address that is not of this machine',
      ['--state', newState(), '--host', '192.0.2.1', '--callback-url', 'https://shop.example'],
      {},
      'cannot listen on 192.0.2.1',
    ],
    ['a callback address that is none', live('--callback-url', 'shop'), complete, 'Give a URL'],
    ['a database of another kind', [], { DATABASE_URL: 'mysql://localhost/x' }, 'is not a URL of PostgreSQL'],
    ['a database without a key', [], { DATABASE_URL: 'postgres://localhost/x' }, 'needs TOKEN_SEALING_KEY'],
    ['a short key', [], { ...database, TOKEN_SEALING_KEY: 'secret-of-hubble' }, 'shorter than 32'],
    [
      'a key file that is not there',
      [],
      { ...database, TOKEN_SEALING_KEY_FILE: '/nowhere' },
      'TOKEN_SEALING_KEY_FILE',
    ],
    ['--fresh with a database', ['--fresh'], database, '--fresh does not empty a database'],
    ['a file that is not there', ['--input', 'nowhere.csv', '--state', newState()], {}, 'nowhere.csv'],
    [
      'a file that is no order export',
      ['--input', import.meta.filename, '--state', newState()],
      {},
      'column',
    ],
  ])('%s', async (_, args, environment, expected) => {
    const { exitCode, stderr, stdout } = await runApp(args, environment)
    expect(stderr).toContain(expected)
    expect(exitCode).toBe(2)
    expect(stderr + stdout).not.toContain('secret-of-hubble')
    expect(stderr + stdout).not.toContain('password-of-database')
  })

  test('production where nobody can be asked', async () => {
    const { exitCode, stderr } = await runApp(live('--input', ownFile()), {
      ...complete,
      MASONHUB_ENVIRONMENT: 'production',
    })
    expect(stderr).toContain('--yes')
    expect(exitCode).toBe(2)
  })

  test('a state file of another job', async () => {
    const state = newState()
    await runApp(['--state', state, '--json', '--wait', '0'])
    const { exitCode, stderr } = await runApp(['--state', state, '--json', '--reward', '1000'])
    expect(stderr).toContain('different --reward')
    expect(exitCode).toBe(2)
  })

  test('a job that has no time is not finished, and says so', async () => {
    const { exitCode } = await runApp(['--state', newState(), '--json', '--wait', '0'])
    expect(exitCode).toBe(3)
  })

  test('credentials in the environment change nothing without --live', async () => {
    const { stderr } = await runApp(['--state', newState(), '--json', '--wait', '0'], complete)
    expect(stderr).toContain('There are credentials in the environment, but no --live')
  })

  test('a database that cannot be reached: the same command may work later', async () => {
    const { exitCode, stderr } = await runApp(['--state', newState(), '--json'], database)
    expect(stderr).toContain(
      'error: PostgreSQL: connect ECONNREFUSED 127.0.0.1:1; run the same command again',
    )
    expect(exitCode).toBe(3)
  })

  test('--help teaches', async () => {
    const { exitCode, stdout } = await runApp(['--help'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Exit codes: 0 everything is settled')
    expect(stdout).toContain('MASONHUB_TOKEN')
  })

  test('--fresh does not delete what is no job', async () => {
    const precious = newState()
    writeFileSync(precious, 'precious')
    const { exitCode, stderr } = await runApp(['--fresh', '--state', precious])
    expect(stderr).toContain('is not the state of a job')
    expect(exitCode).toBe(2)
    expect(readFileSync(precious, 'utf8')).toBe('precious')
  })

  test('two runs on one state: the second is told to wait', async () => {
    const state = newState()
    const first = startApp(['--state', state, '--json'])
    await first.started
    const { exitCode, stderr } = await runApp(['--state', state, '--json'])
    expect(stderr).toContain('another run is working')
    expect(exitCode).toBe(2)
    expect((await first.ended).exitCode).toBe(0)
  })

  test('a second run on one database without --live is told how copies share vendors', async () => {
    const state = newState()
    using _first = holdState(state)
    const { exitCode, stderr } = await runApp(['--state', state, '--json'], database)
    expect(stderr).toContain('--live')
    expect(stderr).not.toContain('another --state')
    expect(exitCode).toBe(2)
  })

  test('a wrong option comes with the next step', async () => {
    const { stderr } = await runApp(['--nonsense'])
    expect(stderr).toContain('npm start -- --help')
  })

  test('an amount that no brand offers is told before anything is sent', async () => {
    const { exitCode, stderr } = await runApp(['--state', newState(), '--json', '--reward', '3'])
    expect(stderr).toContain('no active brand')
    expect(exitCode).toBe(2)
  })
})
