import type { Summary } from './summary.ts'

/** What the run tells a script; `--help` explains the codes. */
export function exitCodeOf({ state, counts }: Summary, strict: boolean): number {
  if (state === 'interrupted') return 130
  if (state === 'unfinished') return 3
  const failures = counts.refused + counts.rewardsFailed + (strict ? counts.rejected : 0)
  return failures === 0 ? 0 : 1
}
