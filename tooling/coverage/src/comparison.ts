import type { Contract } from './contract.ts'
import type { Declared } from './declared.ts'
import type { Excuses } from './excuses.ts'

export interface Comparison {
  readonly contract: Contract
  readonly declared: Declared
  readonly excuses: Excuses
}
