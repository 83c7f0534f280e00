import { ConfigurationError } from '@tenon/core'

/** @param what is missing, with its verb: `'the tables of the inbox are'` */
export function notMigrated(what: string, cause: unknown): ConfigurationError {
  const advice = 'Run migrate({ pool }) of @tenon/postgres once before'
  return new ConfigurationError({ message: `${what} not there`, advice, cause })
}
