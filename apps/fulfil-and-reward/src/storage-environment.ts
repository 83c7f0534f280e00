import { readFileSync } from 'node:fs'

import { UsageError } from './usage-error.ts'

const SHORTEST_KEY = 32

/** What the environment says about where the job is kept. */
export interface StorageEnvironment {
  readonly DATABASE_URL: string
  /** Encrypts the token that the copies share. */
  readonly sealingKey: string
}

/**
 * Undefined without a `DATABASE_URL`: then the job is kept in a file.
 *
 * @throws UsageError naming what is missing or wrong, never its value
 */
export function readStorageEnvironment(environment: NodeJS.ProcessEnv): StorageEnvironment | undefined {
  const { DATABASE_URL, TOKEN_SEALING_KEY, TOKEN_SEALING_KEY_FILE: file } = environment
  if (DATABASE_URL === undefined || DATABASE_URL === '') return undefined
  if (!URL.canParse(DATABASE_URL) || !/^postgres(ql)?:$/.test(new URL(DATABASE_URL).protocol))
    throw new UsageError('DATABASE_URL is not a URL of PostgreSQL: postgres://user:password@host/database')
  const sealingKey = file === undefined ? TOKEN_SEALING_KEY : readKey(file)
  if (sealingKey === undefined)
    throw new UsageError(
      'DATABASE_URL needs TOKEN_SEALING_KEY (or TOKEN_SEALING_KEY_FILE): the copies share a login, encrypted with it',
    )
  if (sealingKey.trim().length < SHORTEST_KEY)
    throw new UsageError(`TOKEN_SEALING_KEY is shorter than ${SHORTEST_KEY} characters`)
  return { DATABASE_URL, sealingKey: sealingKey.trim() }
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UsageError(`TOKEN_SEALING_KEY_FILE names a file that cannot be read: ${file}`)
  }
}
