import type { SqlDialect } from '../database/sql-dialect.ts'

export const postgresDialect: SqlDialect = {
  now: 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)',
  skipLocked: 'FOR UPDATE SKIP LOCKED',
  each: (parameter) => `json_array_elements(CAST(${parameter} AS json)) AS each(value)`,
}
