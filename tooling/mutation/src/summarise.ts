import type { Mutant } from './mutant.ts'
import type { Reasons } from './read-reasons.ts'

/** Prints the survivors and the score. False where a survivor has no reason. */
export function summarise(mutants: readonly Mutant[], reasons: Reasons): boolean {
  const survivors = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  const noticed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout')
  const names = survivors.map((mutant) => ({ mutant, reason: reasons[mutantName(mutant)] }))
  for (const { mutant, reason } of names) {
    console.log(
      `${mutantName(mutant)}  (${mutant.fileName}:${mutant.location.start.line})  ${reason ?? 'NO REASON'}`,
    )
  }
  console.log(`${noticed.length} noticed, ${survivors.length} survived`)
  console.log(`score ${((100 * noticed.length) / (noticed.length + survivors.length)).toFixed(1)}`)
  return names.every(({ reason }) => reason !== undefined)
}

/** Stays the same while lines are added above it. */
function mutantName({ fileName, mutatorName, replacement }: Mutant): string {
  const file = fileName.split('/src/').at(-1)
  return `${file} ${mutatorName} ${(replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 60)}`
}
