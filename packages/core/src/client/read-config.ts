import type { Provider } from '../declare/provider.ts'
import type { SchemaIssue } from '../declare/schema.ts'
import { issuePath, validate } from '../declare/validate.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'

/**
 * Checks the vendor's options.
 *
 * @throws ConfigurationError naming the option, and the environment variable that applications read it from
 */
export function readConfig<Config>(provider: Provider<unknown, Config>, options: object): Config {
  const result = validate(provider.config, options)
  if (result.issues === undefined) return result.value
  const [issue] = result.issues
  throw optionError(provider, ...whatIsWrong(issue))
}

/** The option and the problem. zod names an unknown option beside the path, in `keys`. */
function whatIsWrong(issue: (SchemaIssue & { readonly keys?: unknown }) | undefined): [string, string] {
  const path = issue === undefined ? '' : issuePath(issue)
  if (!Array.isArray(issue?.keys)) return [path, issue?.message ?? 'not valid']
  return [[path, String(issue.keys[0])].filter((part) => part !== '').join('.'), 'unknown option']
}

/** An error about one option, in the words of the caller's configuration. */
export function optionError(provider: Provider, option: string, problem: string): ConfigurationError {
  // Of a group that is missing, the variables of all its parts.
  const parts = Object.entries(provider.environment).filter(([name]) => `${name}.`.startsWith(`${option}.`))
  const variables = parts.map(([, name]) => name).join(' and ') || undefined
  const variable = parts.find(([name]) => name === option)?.[1]
  const subject = option === '' ? 'options' : `option "${option}"`
  const message = `${provider.name}: ${subject}: ${problem}`
  const advice = variables && `Set it where the client is made; applications read it from ${variables}`
  return new ConfigurationError({ message, advice, option: option === '' ? undefined : option, variable })
}
