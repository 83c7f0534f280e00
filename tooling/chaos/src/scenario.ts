/** A run in which processes crash and requests go wrong, at the end of which the books are compared. */
export interface Scenario {
  /** For `--help`. */
  readonly description: string
  readonly defaultRuns: number
  /** Can it restart a PostgreSQL of its own? Default: no, and the command refuses `--restarts`. */
  readonly hasRestarts?: true
  run(options: ScenarioOptions): Promise<ScenarioReport>
}

export interface ScenarioOptions {
  readonly runs: number
  /** Decides what goes wrong, and when. */
  readonly seed: number
  /** Of a PostgreSQL of the run's own, without a goodbye. For scenarios with `hasRestarts`. */
  readonly restarts?: number
  /** Ends the run; what was started is stopped, and the promise rejects. */
  readonly signal: AbortSignal
  /** How many runs are through. */
  readonly progress: (done: number) => void
}

export interface ScenarioReport {
  readonly runs: number
  /** Things that should be there and are not. */
  readonly lost: number
  /** Things that are there too often. */
  readonly doubled: number
  /** What went wrong on purpose, by name. */
  readonly events: Readonly<Record<string, number>>
  /** What was lost or doubled, a line each. */
  readonly findings: readonly string[]
}
