import type { Options } from '../options/options.ts'
import type { Report } from '../report.ts'
import { quantile } from '../rounds/quantile.ts'
import { spreadText } from '../rounds/spread-text.ts'
import { spreadOf } from '../rounds/spread.ts'
import { buildCore } from './build-core.ts'
import { measureImport, type ImportCost } from './measure-import.ts'

const BAR = 1.2

/** `import '@tenon/core'` beside `import 'undici'`, which it imports in its turn. */
export async function runImport({ pairs = 41, cpu }: Options, report: Report): Promise<void> {
  buildCore()
  const cores: ImportCost[] = []
  const undicis: ImportCost[] = []
  // The files come from the page cache from here on.
  await measureImport('undici')
  await measureImport('@tenon/core')
  for (let pair = 0; pair < pairs; pair += 1) {
    if (pair % 2 === 0) undicis.push(await measureImport('undici'))
    cores.push(await measureImport('@tenon/core'))
    if (pair % 2 === 1) undicis.push(await measureImport('undici'))
  }
  const inPairs = (field: keyof ImportCost) =>
    spreadOf(cores.map((core, pair) => core[field] / (undicis[pair] as ImportCost)[field]))
  const median = (costs: readonly ImportCost[]): string =>
    quantile(
      costs.map(({ ms }) => ms),
      0.5,
    ).toFixed(1)
  const [ratio, cpuRatio] = [inPairs('ms'), inPairs('cpuMs')]
  const cpuText = cpu ? `; CPU ratio ${cpuRatio.median.toFixed(2)}` : ''
  const times = `${median(cores)} ms beside ${median(undicis)}`
  report.note(`import of @tenon/core beside undici, in ${pairs} pairs of fresh processes; at most ${BAR}`)
  report.add(`${spreadText(ratio)}; ${times}${cpuText}`, { name: 'import', pairs, bar: BAR, ratio, cpuRatio })
  report.end(`import ratio ${ratio.median.toFixed(2)}`)
}
