import { CONCURRENCY } from './concurrency.ts'
import { runHeap } from './heap/run-heap.ts'
import { runImport } from './import/run-import.ts'
import { help } from './options/help.ts'
import { readOptions } from './options/read-options.ts'
import { runPeers } from './peers/run-peers.ts'
import { createReport } from './report.ts'
import { runScenarios } from './scenarios/run-scenarios.ts'
import { scenarios } from './scenarios/scenarios.ts'
import { runWebhooks } from './webhooks/run-webhooks.ts'

function optionsOrExit(): ReturnType<typeof readOptions> {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`error: ${(error as Error).message}\nnpm run bench -- --help tells what there is`)
    process.exit(2)
  }
}

const options = optionsOrExit()
const report = createReport(options.json)
if (options.help) {
  console.log(help)
  process.exit()
}
report.note(`node ${process.version}, ${CONCURRENCY} calls at a time`)
if (options.mode === 'peers') await runPeers(options, report)
else if (options.mode === 'import') await runImport(options, report)
else if (options.mode === 'heap') process.exitCode = (await runHeap(options, report)) ? 0 : 1
else if (options.mode === 'webhooks') await runWebhooks(options, report)
else if (options.mode === 'all') await runScenarios(scenarios, options, report)
else {
  const { bytes = 1_024, log } = options
  const chosen = scenarios.find((scenario) => scenario.bytes === bytes && scenario.log === log)
  await runScenarios([chosen ?? { name: `${bytes} bytes${log ? ', log' : ''}`, bytes, log }], options, report)
}
