import { onTestFinished } from 'vitest'

import { createHubble, type Hubble, type HubbleOptions } from '../../src/index.ts'
import { startHubbleFake, type HubbleFake, type HubbleFakeOptions } from '../../src/testing/index.ts'
import { createFastClock } from './fast-clock.ts'

export interface SetUp {
  readonly fake: HubbleFake
  readonly hubble: Hubble
  /** Another client of the same account, as after a restart. */
  readonly open: (options?: Partial<HubbleOptions>) => Hubble
}

/** A fake and a client of it, both on a clock that is 50 times as fast; closed when the test is over. */
export async function setUp(
  fakeOptions: HubbleFakeOptions = {},
  options: Partial<HubbleOptions> = {},
): Promise<SetUp> {
  const clock = createFastClock()
  const fake = await startHubbleFake({ clock, ...fakeOptions })
  onTestFinished(() => fake.close())

  function open(more: Partial<HubbleOptions> = {}): Hubble {
    const hubble = createHubble({ ...fake.account, clock, ...options, ...more })
    onTestFinished(() => hubble.close())
    return hubble
  }

  return { fake, open, hubble: open() }
}
