import { ConfigurationError } from '@tenon/core'

/** @throws ConfigurationError when it is not one */
export function positiveInteger(option: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new ConfigurationError({ message: `option "${option}": must be a positive integer`, option })
}
