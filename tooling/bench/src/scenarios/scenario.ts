/** What is measured beside raw undici. */
export interface Scenario {
  readonly name: string
  /** Bytes of JSON in each answer. */
  readonly bytes: number
  /** One JSON line per call, written to a file by pino. The raw side writes none. */
  readonly log: boolean
}
