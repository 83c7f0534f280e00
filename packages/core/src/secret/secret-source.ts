import type { Secret } from './secret.ts'

/**
 * Where a secret comes from. A function or a file is asked again, so that a credential can be rotated without
 * a restart: a function for every use, a file at most every five seconds.
 */
export type SecretSource =
  | string
  | Secret
  | (() => SecretValue | Promise<SecretValue>)
  | { readonly file: string }

export type SecretValue = string | Secret
