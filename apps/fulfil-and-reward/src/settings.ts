/** What one run of the job is asked to do: the command line, checked. */
export interface Settings {
  /** The CSV file; undefined for the sample that comes with the app. */
  readonly input: string | undefined
  /**
   * The SQLite file that remembers the job, so that a second run goes on where the first one stopped. With a database:
   * only the beginning of the names of the stand-ins' books.
   */
  readonly state: string
  /** Forget what the state file remembers. Fake vendors only. */
  readonly fresh: boolean
  /** Talk to the real vendors. */
  readonly live: boolean
  /** Do not ask before talking to production. */
  readonly yes: boolean
  readonly reward: RewardRule
  /** Percent of the fakes' answers that go wrong. */
  readonly faultPercent: number
  /** Where the vendors reach this process, without the path of a vendor; undefined where they cannot, and the job polls. */
  readonly callbackUrl: string | undefined
  /** The address that callbacks come in on. */
  readonly host: string
  /** The port that callbacks come in on. 0: any free one. */
  readonly port: number
  /** Minutes after which a job that is not finished stops, to be gone on with later. */
  readonly waitMinutes: number
  readonly json: boolean
  /** Rejected lines of the file count as a failure. */
  readonly strict: boolean
  readonly logLevel: string
}

/** Who gets a gift card, and which. Amounts in paise. */
export interface RewardRule {
  /** An order must be worth more than this. */
  readonly thresholdMinor: number
  readonly amountMinor: number
  /** The Hubble brand; undefined: the first active one that offers the amount. */
  readonly productId: string | undefined
  /** Begins every reference, so that it is unique among all of Hubble's partners. */
  readonly referencePrefix: string
}
