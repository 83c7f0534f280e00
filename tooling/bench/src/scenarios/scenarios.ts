import type { Scenario } from './scenario.ts'

/** What `--all` runs, the default first. */
export const scenarios = [
  { name: '1kb', bytes: 1_024, log: false },
  { name: '50kb', bytes: 51_200, log: false },
  { name: '1kb-log', bytes: 1_024, log: true },
] as const satisfies readonly Scenario[]
