// A process of its own, to be killed: handles what is in the file that it is given, and tells its parent of each.
// A second argument is the id of a message that kills it.
import { createWorker } from '../../src/index.ts'
import { createSqliteInbox } from '../../src/sqlite/index.ts'

const inbox = createSqliteInbox({ path: String(process.argv[2]) })
inbox.transact((transaction) => transaction.run('CREATE TABLE IF NOT EXISTS effects (id TEXT, attempt)'))
const worker = createWorker({
  inbox,
  leaseMs: 500,
  pollMs: 20,
  maxAttempts: process.argv[3] === undefined ? 1_000 : 3,
  async handle({ id = '' }, { attempt, commit }) {
    process.send?.(`started ${id}`)
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
