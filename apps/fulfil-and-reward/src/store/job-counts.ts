/** How far a job is. */
export interface JobCounts {
  /** Orders of the file that can be sent, and the rows that they take. */
  readonly orders: number
  readonly orderRows: number
  readonly rejected: number
  readonly rejectedRows: number
  readonly skipped: number
  readonly skippedRows: number
  readonly unsent: number
  readonly accepted: number
  readonly refused: number
  readonly shipped: number
  readonly canceled: number
  /** Orders that get a gift card once they have shipped. */
  readonly rewardsPlanned: number
  readonly rewarded: number
  readonly rewardsFailed: number
  readonly unrewarded: number
}

export interface ReasonCount {
  readonly reason: string
  readonly count: number
}
