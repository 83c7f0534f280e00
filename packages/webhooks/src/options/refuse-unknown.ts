import { ConfigurationError } from '@tenon/core'

/**
 * Refuses what is left of options when all that are known were taken: a misspelt one would leave open what it should
 * close.
 *
 * @param unknown that no known option is among them is checked by its type
 * @param within the option that they belong to, as in `'sources[0]'`
 * @throws ConfigurationError that names the first of them
 */
export function refuseUnknown(unknown: Readonly<Record<string, never>>, of: string, within?: string): void {
  const [name] = Object.keys(unknown)
  if (name === undefined) return
  const option = within === undefined ? name : `${within}.${name}`
  throw new ConfigurationError({ message: `${of}: option "${option}" is not known`, option })
}
