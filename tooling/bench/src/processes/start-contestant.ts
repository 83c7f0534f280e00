import { fork } from 'node:child_process'
import { once } from 'node:events'

import type { Round } from '../rounds/measure-round.ts'
import type { ContestantPlan, FromContestant, ToContestant } from './messages.ts'

/** A contestant, as the process sees it that compares. */
export interface RunningContestant {
  round(calls: number): Promise<Round>
  /** Resolves to the number of lines in its log; 0 if it wrote none. */
  close(): Promise<number>
}

/**
 * Each contestant has a process of its own, as it has in an application: in one process the garbage of one is
 * collected in the rounds of the other, and the code that they share is compiled for both.
 */
export async function startContestant(plan: ContestantPlan): Promise<RunningContestant> {
  const child = fork(new URL('contestant-process.ts', import.meta.url), [JSON.stringify(plan)])
  let answered: PromiseWithResolvers<FromContestant>
  child.on('message', (message: FromContestant) => answered.resolve(message))
  child.once('exit', (code) => answered.reject(new Error(`${plan.contestant} ended with ${code}`)))

  function ask(question?: ToContestant): Promise<FromContestant> {
    answered = Promise.withResolvers()
    if (question !== undefined) child.send(question)
    return answered.promise
  }

  await ask()
  return {
    round: async (calls) => (await ask({ calls })).round,
    async close() {
      const { lines } = await ask('close')
      child.disconnect()
      await once(child, 'exit')
      return lines
    },
  }
}
