import {
  bearer,
  loginCredential,
  Secret,
  staticCredential,
  type AuthStrategy,
  type Challenge,
} from '@tenon/core'
import { expect, test } from 'vitest'

import { authStrategySuite, type AuthStrategySetup } from '../src/index.ts'
import { brokenCases } from './support/broken-cases.ts'

function good({ clock, plant }: AuthStrategySetup): AuthStrategy {
  return staticCredential({ secret: plant(), clock })
}

function loggingIn({ plant, ...ports }: AuthStrategySetup): AuthStrategy {
  return loginCredential({
    ...ports,
    credential: () => '',
    identify: () => [],
    issue: () => Promise.resolve({ value: plant(), lifetimeSeconds: 3_600 }),
  })
}

const found = (create: (setup: AuthStrategySetup) => AuthStrategy): Promise<string[]> =>
  brokenCases(authStrategySuite({ create }))

const SHOWS = 'its secret shows in nothing that is printed: itself, its grants, its log lines'

test('a strategy that appends is found', async () => {
  const create = ({ plant }: AuthStrategySetup): AuthStrategy => {
    const header = bearer.write(new Secret(plant()))
    return {
      name: 'appends',
      headers: ['authorization'],
      authorize({ headers }) {
        const before = headers['authorization']
        headers['authorization'] = before === undefined ? header : `${before}, ${header}`
        return {}
      },
    }
  }
  expect(await found(create)).toEqual(['it replaces what stands in its headers, and does not append'])
})

test('a strategy that sets a header without declaring it is found', async () => {
  const create = (setup: AuthStrategySetup): AuthStrategy => ({ ...good(setup), headers: ['x-api-key'] })
  expect(await found(create)).toContain(
    'it sets only the headers that it declares, and the credential is in them',
  )
})

test('a strategy that writes its headers in capitals is found', async () => {
  const create = (setup: AuthStrategySetup): AuthStrategy => ({ ...good(setup), headers: ['Authorization'] })
  expect(await found(create)).toContain('it has a name, and names its headers in lower case')
})

test('a strategy that shows its secret is found', async () => {
  const create = ({ plant, ...rest }: AuthStrategySetup): AuthStrategy => {
    const token = plant()
    return Object.assign(good({ ...rest, plant: () => token }), { token })
  }
  expect(await found(create)).toEqual([SHOWS])
})

test('a strategy that puts its secret into the grant or into a log line is found', async () => {
  const granting = ({ plant }: AuthStrategySetup): AuthStrategy => {
    const token = plant()
    return {
      name: 'grants',
      headers: ['authorization'],
      authorize({ headers }) {
        headers['authorization'] = `Bearer ${token}`
        return { token } as object
      },
    }
  }
  const logging = (setup: AuthStrategySetup): AuthStrategy => {
    const strategy = good(setup)
    return {
      ...strategy,
      authorize(request, call) {
        const granted = strategy.authorize(request, call)
        setup.logger.debug({ headers: { ...request.headers } }, 'authorized')
        return granted
      },
    }
  }
  expect(await found(granting)).toContain(SHOWS)
  expect(await found(logging)).toContain(SHOWS)
})

test('a strategy that makes every call wait is found', async () => {
  const create = (setup: AuthStrategySetup): AuthStrategy => {
    const strategy = good(setup)
    return { ...strategy, authorize: async (request, call) => strategy.authorize(request, call) }
  }
  expect(await found(create)).toEqual(['it is synchronous while a credential is at hand'])
})

test('a strategy that asks for a credential for each call is found', async () => {
  const create = ({ plant }: AuthStrategySetup): AuthStrategy => ({
    name: 'asks',
    headers: ['authorization'],
    authorize({ headers }) {
      headers['authorization'] = `Bearer ${plant()}`
      return {}
    },
  })
  expect(await found(create)).toContain('1000 calls at once get the same credential, which is asked for once')
})

test('a strategy that gives up where it could renew is found', async () => {
  const create = (setup: AuthStrategySetup): AuthStrategy => ({
    ...loggingIn(setup),
    challenged: () => 'give-up',
  })
  expect(await found(create)).toEqual([
    'a credential that is refused always fails the call after one new one at most',
    'a credential that is refused once is replaced, or the refusal is final',
    'a late refusal of an older credential is worth another try, and costs no new one',
  ])
})

test('a strategy that says renew and does not is found', async () => {
  const create = (setup: AuthStrategySetup): AuthStrategy => ({
    ...loggingIn(setup),
    challenged: () => 'reauthorize',
  })
  expect(await found(create)).toContain(
    'a credential that is refused once is replaced, or the refusal is final',
  )
})

test('a strategy that renews again and again is found', async () => {
  const create = (setup: AuthStrategySetup): AuthStrategy => {
    let strategy = loggingIn(setup)
    return {
      ...strategy,
      authorize: (request, call) => strategy.authorize(request, call),
      async challenged(): Promise<Challenge> {
        await strategy.close?.()
        strategy = loggingIn(setup)
        return 'reauthorize'
      },
    }
  }
  expect(await found(create)).toEqual([
    'a late refusal of an older credential is worth another try, and costs no new one',
    'an endpoint that refuses every credential causes no storm of new ones',
  ])
})

test('a strategy that leaves a timer behind is found', async () => {
  const create = (setup: AuthStrategySetup): AuthStrategy => {
    setup.clock.setTimer(60_000, () => {})
    return good(setup)
  }
  expect((await found(create)).length).toBeGreaterThan(10)
})
