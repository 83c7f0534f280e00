import { readFile } from 'node:fs/promises'

/** Why a mutant may survive, by its name as `mutantName` gives it. */
export type Reasons = Readonly<Record<string, string>>

export async function readReasons(): Promise<Reasons> {
  return JSON.parse(await readFile(new URL('../reasons.json', import.meta.url), 'utf8')) as Reasons
}
