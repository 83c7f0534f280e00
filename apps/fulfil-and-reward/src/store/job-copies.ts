import type { JobDatabase } from './database/job-database.ts'

/** What a copy of the app holds is another's to take so long after it was last heard of. */
const LEASE_MS = 10_000
const BEAT_MS = 2_500

/**
 * A copy of the app at work. Its number is on every order that it holds, and serves as the fence: what a copy says
 * about an order that another one holds by now changes nothing.
 */
export interface JobCopy {
  readonly id: number
  /** Notes where this copy is reached by callbacks. */
  listensAt(callbackUrl: string): Promise<void>
  /** Where the other copies that are alive are reached. */
  othersCallbackUrls(): Promise<ReadonlySet<string>>
  /** Gives back what this copy holds. */
  leave(): Promise<void>
}

/**
 * Joins the work on a job, and says so again and again until it leaves.
 *
 * @param heart the same database by a way that the job's statements do not stand in: a copy that could not say in time
 *   that it is alive loses what it holds
 */
export async function joinJob(
  database: JobDatabase,
  onError: (error: unknown) => void,
  heart: JobDatabase = database,
): Promise<JobCopy> {
  const until = `${database.dialect.now} + ${LEASE_MS}`
  const [row] = await database.query(`INSERT INTO job_copies (alive_until) VALUES (${until}) RETURNING id`)
  const id = Number(row?.['id'])
  let beating: Promise<unknown> | undefined
  const timer = setInterval(() => {
    beating ??= heart
      .query(`UPDATE job_copies SET alive_until = ${until} WHERE id = $1`, id)
      .catch(onError)
      .finally(() => (beating = undefined))
  }, BEAT_MS)
  timer.unref()
  return {
    id,
    async listensAt(callbackUrl) {
      await database.query('UPDATE job_copies SET callback_url = $2 WHERE id = $1', id, callbackUrl)
    },
    async othersCallbackUrls() {
      const rows = await database.query(
        `SELECT callback_url FROM job_copies
         WHERE id <> $1 AND alive_until > ${database.dialect.now} AND callback_url IS NOT NULL`,
        id,
      )
      return new Set(rows.map((alive) => String(alive['callback_url'])))
    },
    async leave() {
      clearInterval(timer)
      await beating
      await database.query('DELETE FROM job_copies WHERE id = $1', id)
    },
  }
}
