import { ClosedError } from '@tenon/core'

import type { Ports } from '../batch/ports.ts'
import type { MasonHubMessage } from '../webhooks/masonhub-message.ts'
import { parseMessage } from '../webhooks/parse-message.ts'
import { checkInput } from '../wire/check-input.ts'
import type { Answered } from './answered.ts'
import { startRace, type Race } from './start-race.ts'
import { waitOptions, type WaitOptions } from './wait-options.ts'
import type { Ear, Wait, Waiting } from './waiting.ts'

export function createWaiting({ clock }: Pick<Ports, 'clock'>): Waiting {
  const ears = new Set<(message: MasonHubMessage) => boolean>()
  const races = new Set<Pick<Race<never>, 'fail'>>()
  let closed = false

  function listen<T>(heard: (message: MasonHubMessage) => T | undefined): Ear<T> {
    let brought: { readonly value: T } | undefined
    let race: Race<T> | undefined

    function ear(message: MasonHubMessage): boolean {
      const value = brought === undefined ? heard(message) : undefined
      if (value === undefined) return false
      brought = { value }
      race?.hear(value)
      return true
    }

    function letGo(): void {
      ears.delete(ear)
      if (race !== undefined) races.delete(race)
    }

    async function begin(wait: Wait<T>, options: WaitOptions = {}): Promise<Answered<T>> {
      const checked = checkInput(waitOptions, options, 'masonhub: not waited', 'options')
      if (closed) throw closedError()
      if (brought !== undefined) return { by: 'callback', value: brought.value }
      race = startRace(wait, checked, clock)
      races.add(race)
      return race.promise.finally(letGo)
    }

    ears.add(ear)
    return {
      race: begin,
      [Symbol.dispose]() {
        if (race === undefined) letGo()
      },
    }
  }

  return {
    listen,
    notify(message) {
      if (ears.size === 0) return false
      const parsed = parseMessage(message)
      let wasHeard = false
      for (const ear of ears) wasHeard = ear(parsed) || wasHeard
      return wasHeard
    },
    close() {
      closed = true
      for (const race of races) race.fail(closedError())
    },
  }
}

function closedError(): ClosedError {
  return new ClosedError({ message: 'the client was closed while something was waited for' })
}
