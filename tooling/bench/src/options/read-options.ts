import { parseArgs } from 'node:util'

import { webhookStores } from '../webhooks/webhook-stores.ts'
import { MODES, type Options } from './options.ts'

/** What can be said beside each mode. */
const ALLOWED: Record<Options['mode'], readonly string[]> = {
  single: ['bytes', 'log', 'pairs', 'calls', 'cpu', 'json'],
  all: ['pairs', 'calls', 'cpu', 'json'],
  peers: ['bytes', 'pairs', 'calls', 'cpu', 'json'],
  import: ['pairs', 'cpu', 'json'],
  heap: ['calls', 'bytes', 'json'],
  webhooks: ['calls', 'pairs', 'store', 'json'],
}

/** @throws TypeError with a sentence for who typed it */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      all: { type: 'boolean' },
      peers: { type: 'boolean' },
      import: { type: 'boolean' },
      heap: { type: 'boolean' },
      webhooks: { type: 'boolean' },
      store: { type: 'string' },
      bytes: { type: 'string' },
      pairs: { type: 'string' },
      calls: { type: 'string' },
      log: { type: 'boolean' },
      cpu: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  const modes = MODES.filter((name) => values[name] === true)
  if (modes.length > 1) throw new TypeError(`choose one of ${modes.map((name) => `--${name}`).join(' and ')}`)
  const mode = modes[0] ?? 'single'
  for (const name of Object.keys(values)) {
    if (name !== mode && name !== 'help' && !ALLOWED[mode].includes(name))
      throw new TypeError(`--${name} means nothing beside --${mode}`)
  }
  return {
    mode,
    log: values.log ?? false,
    cpu: values.cpu ?? false,
    json: values.json ?? false,
    help: values.help ?? false,
    ...storeNamed(values.store),
    ...wholeNumber('bytes', values.bytes),
    ...wholeNumber('pairs', values.pairs),
    ...wholeNumber('calls', values.calls),
  }
}

function storeNamed(store: string | undefined): Pick<Options, 'store'> {
  if (store === undefined) return {}
  if (!Object.hasOwn(webhookStores, store))
    throw new TypeError(`--store takes ${Object.keys(webhookStores).join(' or ')}, not "${store}"`)
  return { store }
}

function wholeNumber<Name extends string>(name: Name, text: string | undefined): { [N in Name]?: number } {
  if (text === undefined) return {}
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new TypeError(`--${name} takes a whole number above 0, not "${text}"`)
  return { [name]: Number(text) } as { [N in Name]?: number }
}
