import type { Exceptions } from './exceptions.ts'

/** The places where a field can be excepted: `{ owner: 'GET /orders', path: 'response.data[].id' }`. */
export interface Place {
  readonly owner: string
  readonly path: string
}

interface Excuse extends Place {
  /** Something that is in fact not typed. */
  needed: boolean
  /** Something that is typed. */
  idle: boolean
  /** Something of the contract, compared or not. */
  named: boolean
}

/** The exceptions of a provider, and which of them are still true. */
export class Excuses {
  readonly #excuses: readonly Excuse[]

  constructor(exceptions: Exceptions) {
    this.#excuses = Object.entries(exceptions).flatMap(([owner, paths]) =>
      Object.keys(paths).map((path) => ({ owner, path, needed: false, idle: false, named: false })),
    )
  }

  /** Is something untyped that is at these places excepted? */
  excuse(places: readonly Place[]): boolean {
    const fitting = this.#fitting(places)
    for (const excuse of fitting) excuse.named = excuse.needed = true
    return fitting.length > 0
  }

  /** Takes note that what is at these places is typed. */
  typed(places: readonly Place[]): void {
    for (const excuse of this.#fitting(places)) excuse.named = excuse.idle = true
  }

  /** Takes note that these places are in the contract, where nothing is declared to compare them with. */
  named(places: readonly Place[]): void {
    for (const excuse of this.#fitting(places)) excuse.named = true
  }

  problems(): string[] {
    return this.#excuses.flatMap(({ owner, path, needed, idle, named }) => {
      if (!named) return [`exception ${owner} ${path}: the contract has nothing of that name`]
      return idle && !needed ? [`exception ${owner} ${path}: stale, it is typed`] : []
    })
  }

  #fitting(places: readonly Place[]): Excuse[] {
    return this.#excuses.filter((excuse) =>
      places.some(({ owner, path }) => owner === excuse.owner && isAtOrBelow(path, excuse.path)),
    )
  }
}

function isAtOrBelow(path: string, top: string): boolean {
  return path === top || ['.', '['].some((next) => path.startsWith(top + next))
}
