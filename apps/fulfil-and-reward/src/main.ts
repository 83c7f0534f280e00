import { readCommandLine } from './command-line.ts'
import { run } from './run.ts'

const settings = readCommandLine(process.argv.slice(2))
const interrupted = new AbortController()
process.once('SIGINT', onSignal)
process.once('SIGTERM', onSignal)

function onSignal(): void {
  process.stderr.write(
    '\nStopping: what is under way is finished or remembered. Once more to stop at once.\n',
  )
  interrupted.abort()
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(130))
}

// Whoever reads the output may stop early.
process.stdout.on('error', () => process.exit())

process.exitCode = await run(settings, process.env, interrupted.signal)
