// A process of its own, to be paused: claims one message in the file that it is given, and commits when it is told to.
import { createWorker } from '../../src/index.ts'
import { createSqliteInbox } from '../../src/sqlite/index.ts'

const inbox = createSqliteInbox({ path: String(process.argv[2]) })
inbox.transact((transaction) => transaction.run('CREATE TABLE IF NOT EXISTS effects (id TEXT, attempt)'))
const worker = createWorker({
  inbox,
  leaseMs: 600,
  pollMs: 20,
  async handle({ id = '' }, { attempt, commit }) {
    const told = new Promise((resolve) => process.once('message', resolve))
    process.send?.('claimed')
    await told
    await commit((transaction) => {
      transaction.run('INSERT INTO effects VALUES (?, ?)', id, attempt)
    }).then(
      () => process.send?.('committed'),
      () => process.send?.('refused'),
    )
  },
})
process.on('disconnect', () => process.exit())
worker.start()
