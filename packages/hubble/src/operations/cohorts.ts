import { defineOperation } from '@tenon/core'

import { cohort, cohortRequest } from '../schemas/cohort.ts'

/** Groups of the embedded store's users. To update and to list them is announced by the vendor, without a path. */
export const cohorts = {
  /** Makes a cohort (Hubble SDK API reference, V2 only). */
  create: defineOperation({
    id: 'cohorts.create',
    method: 'POST',
    path: '/cohort-config',
    body: cohortRequest,
    response: cohort,
  }),
}
