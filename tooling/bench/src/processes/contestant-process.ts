import { bareDispatch } from '../contestants/bare-dispatch.ts'
import type { Contestant } from '../contestants/contestant.ts'
import { rawUndici } from '../contestants/raw-undici.ts'
import { tenon } from '../contestants/tenon.ts'
import { loadPeers } from '../peers/load-peers.ts'
import { measureRound } from '../rounds/measure-round.ts'
import { openCallLog, type CallLog } from './call-log.ts'
import type { ContestantPlan, FromContestant, ToContestant } from './messages.ts'

async function make(plan: ContestantPlan, log: CallLog | undefined): Promise<Contestant> {
  if (plan.contestant === 'raw') return rawUndici(plan.origin)
  if (plan.contestant === 'bare') return bareDispatch(plan.origin)
  if (plan.contestant === 'tenon') return tenon(plan.origin, log && { logger: log.logger })
  const load = loadPeers[plan.contestant]
  if (load === undefined) throw new Error(`there is no contestant "${plan.contestant}"`)
  return (await load())(plan.origin)
}

function tell(message: Partial<FromContestant>): void {
  process.send?.(message)
}

const plan = JSON.parse(process.argv[2] as string) as ContestantPlan
const log = plan.log ? await openCallLog() : undefined
const contestant = await make(plan, log)

async function answer(question: ToContestant): Promise<void> {
  if (question !== 'close') return tell({ round: await measureRound(contestant, question.calls) })
  await contestant.close()
  tell({ lines: (await log?.close()) ?? 0 })
}

process.on('message', (question: ToContestant) => void answer(question))
process.on('disconnect', () => process.exit())
tell({})
