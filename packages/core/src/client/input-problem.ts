import { summariseIssues } from '../declare/validate.ts'

/** Thrown by a builder; the client turns it into an `InvalidInputError` of the call. */
export class InputProblem extends Error {
  readonly issues: readonly string[]

  constructor(issues: readonly string[]) {
    super(summariseIssues(issues))
    this.issues = issues
  }
}
