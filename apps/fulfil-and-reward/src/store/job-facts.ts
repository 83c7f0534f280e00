import type { JobDatabase } from './database/job-database.ts'

/** What does not change within a job. */
export interface JobFacts {
  get(name: string): Promise<string | undefined>
  /** Keeps a fact; resolves to the one that is kept, which is the first. */
  keep(name: string, value: string): Promise<string>
}

export function createJobFacts(database: JobDatabase): JobFacts {
  async function get(name: string): Promise<string | undefined> {
    const [row] = await database.query('SELECT value FROM job_facts WHERE name = $1', name)
    return row === undefined ? undefined : String(row['value'])
  }

  return {
    get,
    async keep(name, value) {
      await database.query(
        'INSERT INTO job_facts (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING',
        name,
        value,
      )
      return (await get(name)) as string
    },
  }
}
