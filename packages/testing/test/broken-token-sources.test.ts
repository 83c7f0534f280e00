import { loginCredential, silentLogger, systemClock, type IssuedToken, type TokenSource } from '@tenon/core'
import { expect, test } from 'vitest'

import { tokenSourceSuite, type LoginSetup, type TokenSourceSetup } from '../src/index.ts'
import { brokenCases } from './support/broken-cases.ts'

function good({ clock, random, login }: TokenSourceSetup): TokenSource {
  return loginCredential({ ...login, clock, random, logger: silentLogger }).tokens
}

/** Core's source, with some of its methods replaced. */
function replacing(
  replace: (source: TokenSource, setup: TokenSourceSetup) => Partial<TokenSource>,
): (setup: TokenSourceSetup) => TokenSource {
  return (setup) => {
    const source = good(setup)
    return {
      peek: () => source.peek(),
      get: (wait) => source.get(wait),
      reject: (generation) => source.reject(generation),
      status: () => source.status(),
      [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
      ...replace(source, setup),
    }
  }
}

/** Core's source, with something wrong about how it logs in. */
function loggingIn(
  change: (login: LoginSetup) => Partial<LoginSetup>,
): (setup: TokenSourceSetup) => TokenSource {
  return (setup) => good({ ...setup, login: { ...setup.login, ...change(setup.login) } })
}

const found = (create: (setup: TokenSourceSetup) => TokenSource): Promise<string[]> =>
  brokenCases(tokenSourceSuite({ create }))

test('a source that does not compare generations is found', async () => {
  const create = replacing((source) => ({
    reject: () => source.reject(source.peek()?.generation ?? 0),
  }))
  expect(await found(create)).toEqual([
    'a refused token is renewed; a late refusal of an older one changes nothing',
    'a hundred refusals of one token make one login',
  ])
})

test('a source that logs in for each caller is found', async () => {
  const create = replacing((source, { login }) => {
    let generation = 100
    return {
      async get(wait) {
        await source.get(wait)
        const issued = await login.issue(login.credential(), new AbortController().signal)
        const { tokens } = loginCredential({
          credential: () => '',
          identify: () => [],
          issue: () => Promise.resolve(issued),
          clock: systemClock,
          random: { fraction: () => 0, uuid: () => '' },
          logger: silentLogger,
        })
        return { ...(await tokens.get()), generation: (generation += 1) }
      },
    }
  })
  expect(await found(create)).toContain("1000 callers share one login, cold and after the token's end")
})

test('a source that believes any lifetime, and lengthens short ones, is found', async () => {
  const lengthen = (token: IssuedToken): IssuedToken => ({
    ...token,
    lifetimeSeconds: Math.max(60, Number(token.lifetimeSeconds) || 3_600),
  })
  const names = await found(
    loggingIn(({ issue }) => ({ issue: async (...parts) => lengthen(await issue(...parts)) })),
  )
  expect(names).toEqual(
    expect.arrayContaining([
      'a lifetime of undefined counts as 300 s',
      'a lifetime of 0.5 counts as 0.5 s',
      'a token of 20 s is refreshed in the background from 10 s, and waited for from 18 s',
    ]),
  )
  expect(names).not.toContain(
    'a token of 3600 s is refreshed in the background from 2880 s, and waited for from 3300 s',
  )
})

test('a source that forgets who was refused is found', async () => {
  let count = 0
  const create = loggingIn(() => ({ identify: () => [`${(count += 1)}`] }))
  expect(await found(create)).toEqual(
    expect.arrayContaining([
      'refused credentials fail all waiters, and are remembered for 5 s, then twice as long, to 5 min',
    ]),
  )
})

test('a source that does not notice a new credential is found', async () => {
  expect(await found(loggingIn(() => ({ identify: () => ['always the same'] })))).toEqual([
    'a refusal is forgotten at once when the credential changes',
  ])
})

test('a source whose login ends with its first caller is found', async () => {
  const create = replacing((source) => ({
    async get(wait) {
      wait?.signal?.addEventListener('abort', () => void source[Symbol.asyncDispose]())
      return source.get(wait)
    },
  }))
  expect(await found(create)).toEqual(
    expect.arrayContaining([
      'a caller that aborts leaves alone, with its reason, and the login goes on for the others',
      'a login goes on when every caller has left, and serves the next one',
    ]),
  )
})

test('a source that renews without a budget is found', async () => {
  const create = (setup: TokenSourceSetup): TokenSource => {
    let source = good(setup)
    return {
      peek: () => source.peek(),
      get: (wait) => source.get(wait),
      reject() {
        void source[Symbol.asyncDispose]()
        source = good(setup)
        return 'renewing'
      },
      status: () => source.status(),
      [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
    }
  }
  expect(await found(create)).toEqual(
    expect.arrayContaining([
      'refusals cause three logins at once, then none: the token stays for the calls that it still serves',
      'a vendor that refuses every token gets 4 + one login in 10 s at most',
    ]),
  )
})

test('a source that leaves its waiters when it is closed is found', { timeout: 20_000 }, async () => {
  const create = replacing(() => ({ [Symbol.asyncDispose]: () => Promise.resolve() }))
  expect(await found(create)).toEqual([
    'close ends the login under way, and every waiter gets a ClosedError',
    'close ends the waiting for a next attempt, and leaves no timer',
  ])
})

test('a source that leaves a timer behind is found', async () => {
  const create = replacing((_, { clock }) => {
    clock.setTimer(1e12, () => {})
    return {}
  })
  expect((await found(create)).length).toBeGreaterThan(10)
})
