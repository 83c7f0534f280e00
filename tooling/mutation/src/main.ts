import { parseArgs } from 'node:util'

import type { Mutant } from './mutant.ts'
import { mutate } from './mutate.ts'
import { parts, type Part } from './parts.ts'
import { readReasons } from './read-reasons.ts'
import { summarise } from './summarise.ts'

const HELP = `Changes core's source in many small ways, one at a time, and tells which changes no test notices.

  npm run mutation [-- --part ${Object.keys(parts).join('|')}]

It takes about half an hour for all parts. Each survivor is listed with its reason from
tooling/mutation/reasons.json; one without a reason fails the command. The last line is the score: of a hundred
changes, so many were noticed.`

const { values } = parseArgs({ options: { part: { type: 'string' }, help: { type: 'boolean' } } })
if (values.help === true) {
  console.log(HELP)
  process.exit()
}
const chosen = values.part === undefined ? Object.keys(parts) : [values.part]
const unknown = chosen.find((name) => !Object.hasOwn(parts, name))
if (unknown !== undefined) {
  console.error(`error: there is no part "${unknown}"; there are ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}

const results: Mutant[] = []
for (const name of chosen) results.push(...(await mutate(parts[name] as Part)))
process.exitCode = summarise(results, await readReasons()) ? 0 : 1
