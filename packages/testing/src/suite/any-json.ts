import type { Schema } from '@tenon/core'

/** Takes whatever there is. */
export const anyJson: Schema = {
  '~standard': { version: 1, vendor: '@tenon/testing', validate: (value) => ({ value }) },
}
