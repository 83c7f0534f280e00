import type { DatabaseSync } from 'node:sqlite'

import { ConfigurationError } from '@tenon/core'

import { connect } from './connect.ts'
import { createSchema } from './schema.ts'

/** Opens the file, with the tables of the inbox in it. */
export function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = connect(path)
    createSchema(database)
    return database
  } catch (cause) {
    database?.close()
    if (ConfigurationError.isInstance(cause)) throw cause
    const why = cause instanceof Error ? cause.message : 'unknown'
    throw new ConfigurationError({
      message: `the inbox cannot be kept in "${path}": ${why}`,
      advice: 'Name a file on a local disk, in a folder that exists and may be written',
      option: 'path',
      cause,
    })
  }
}
