import { randomUUID } from 'node:crypto'

/** Randomness, as a port: production uses `systemRandom`, tests a seeded one. */
export interface Random {
  /** Evenly spread over [0, 1). */
  fraction(): number
  /** A version 4 UUID. */
  uuid(): string
}

/** The randomness of the machine. */
export const systemRandom: Random = {
  fraction: () => Math.random(),
  uuid: () => randomUUID(),
}
