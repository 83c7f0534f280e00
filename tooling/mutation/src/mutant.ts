import type { Stryker } from '@stryker-mutator/core'

/** One change, and what became of it. */
export type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number]
