// A process of its own, to be killed: handles what is in the file that it is given, and tells its parent of each.
// A second argument is the id of a message that kills it; without it, each attempt waits for the parent's word.
import { createWorker } from '../../src/index.ts'
import { createSqliteInbox } from '../../src/sqlite/index.ts'

const inbox = createSqliteInbox({ path: String(process.argv[2]) })
inbox.transact((transaction) => transaction.run('CREATE TABLE IF NOT EXISTS effects (id TEXT, attempt)'))
const waiting = new Map<string, () => void>()
process.on('message', (id: string) => waiting.get(id)?.())
const worker = createWorker({
  inbox,
  leaseMs: 500,
  pollMs: 20,
  maxAttempts: process.argv[3] === undefined ? 1_000 : 3,
  async handle({ id = '' }, { attempt, commit }) {
    const word = new Promise<void>((resolve) => waiting.set(id, resolve))
    process.send?.(`started ${id}`)
    if (process.argv[3] === undefined) await word
    if (id === process.argv[3]) process.kill(process.pid, 'SIGKILL')
    await commit((transaction) => {
      transaction.run('INSERT INTO effects VALUES (?, ?)', id, attempt)
    })
  },
})
process.on('disconnect', () => process.exit())
worker.start()
await worker.drained()
process.send?.('drained')
