import { MASONHUB_DIALECTS, type MasonHubDialect } from '@tenon/masonhub/testing'
import { InvalidArgumentError } from 'commander'

/**
 * Adds `list=bare`, `token=body` and so on to what was given before it.
 *
 * @throws InvalidArgumentError naming what there is
 */
export function readDialect(pair: string, before: MasonHubDialect = {}): MasonHubDialect {
  const choices: Readonly<Record<string, readonly string[]>> = MASONHUB_DIALECTS
  const [key = '', value = ''] = pair.split('=')
  const values = Object.hasOwn(choices, key) ? choices[key] : undefined
  if (values === undefined) throw new InvalidArgumentError(`The keys are ${Object.keys(choices).join(', ')}.`)
  if (!values.includes(value)) throw new InvalidArgumentError(`${key} is one of ${values.join(', ')}.`)
  return { ...before, [key]: value }
}
