import { ConfigurationError } from '@tenon/core'

/** The value, if it is a whole number above zero. A limit that is NaN would be no limit. */
export function positiveInteger(value: number, option: string): number {
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new ConfigurationError({ message: `option "${option}" must be a whole number above 0`, option })
}
