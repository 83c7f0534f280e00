import { Command, Option } from 'commander'

import { compare } from './compare.ts'
import { coverageTable } from './coverage-table.ts'
import { findDeclared } from './find-declared.ts'
import { isComplete } from './is-complete.ts'
import { missingLines } from './missing-lines.ts'
import { providers } from './providers.ts'
import { readContract } from './read-contract.ts'
import type { Report } from './report.ts'
import { summaryLine } from './summary-line.ts'

interface Flags {
  readonly provider?: string
  readonly missing?: true
  readonly json?: true
}

const command = new Command('npm run coverage:api --')
  .description(
    "Compares what each provider declares with its vendor's contract (packages/*/contract.json).\n" +
      'Fails when something is neither covered nor in packages/*/contract-exceptions.json.',
  )
  .addOption(new Option('--provider <name>', 'only this one').choices(providers))
  .option('--missing', 'lists what is missing, in place of the table')
  .option('--json', 'prints the whole comparison')
  .action(async ({ provider, missing, json }: Flags) => {
    const names = provider === undefined ? providers : [provider]
    const reports = await Promise.all(names.map(report))
    if (json) console.log(JSON.stringify(reports, null, 2))
    else {
      for (const one of reports) {
        if (!missing) console.log(coverageTable(one))
        for (const line of missing ? missingLines(one) : one.problems) console.log(line)
      }
      console.log(summaryLine(reports))
    }
    if (!reports.every(isComplete)) process.exitCode = 1
  })

async function report(name: string): Promise<Report> {
  const [{ contract, exceptions }, declared] = await Promise.all([readContract(name), findDeclared(name)])
  return compare(contract, declared, exceptions)
}

command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
await command.parseAsync()
