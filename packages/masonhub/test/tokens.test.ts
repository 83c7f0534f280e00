import { inspect } from 'node:util'

import {
  AuthenticationError,
  InvalidInputError,
  MalformedResponseError,
  PermissionError,
  Secret,
} from '@tenon/core'
import type { Fault } from '@tenon/core/testing'
import { createCanaries } from '@tenon/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'

import { createMasonHub, type MasonHub } from '../src/index.ts'
import { startMasonHubFake, type MasonHubDialect, type MasonHubFake } from '../src/testing/index.ts'
import { hurriedClock } from './hurried-clock.ts'
import { recordingLogger } from './recording-logger.ts'
import { setUp } from './set-up.ts'

/** An application that reads its token from a store, and writes it there. */
async function application(dialect: MasonHubDialect = {}) {
  const fake = await startMasonHubFake({ dialect })
  const stored = { token: fake.issueToken() }
  const masonhub = createMasonHub({
    ...fake.clientOptions(),
    auth: { token: () => stored.token },
    retry: { retries: 0 },
    clock: hurriedClock,
  })
  onTestFinished(async () => {
    await masonhub.close()
    await fake.close()
  })
  const save = (token: Secret): void => void (stored.token = token.reveal())
  return { fake, masonhub, stored, save }
}

/** Does a process that starts now, with what is stored, get through? */
async function restartWorks(fake: MasonHubFake, token: string): Promise<boolean> {
  await using masonhub = createMasonHub({ ...fake.clientOptions(), auth: { token }, retry: { retries: 0 } })
  return await masonhub.orders.list().then(
    () => true,
    () => false,
  )
}

const works = (masonhub: MasonHub): Promise<boolean> =>
  masonhub.orders.list().then(
    () => true,
    () => false,
  )

describe('a token', () => {
  test.each<MasonHubDialect>([{}, { tokenKey: 'encrypted_token' }])(
    'is made from a phrase, answered in %o',
    async (dialect) => {
      const { fake, masonhub } = await setUp({ dialect })
      const { token, id, expiresAt } = await masonhub.tokens.create('a phrase of our own')
      expect(await restartWorks(fake, token.reveal())).toBe(true)
      expect(id).toMatch(/^[\da-f-]{36}$/)
      expect(expiresAt?.getUTCFullYear()).toBeGreaterThan(2100)
    },
  )

  test.each<MasonHubDialect>([{}, { deletedPhrase: 'response' }, { deletedPhrase: 'message' }])(
    'stops working when its phrase is deleted, answered in %o',
    async (dialect) => {
      const { fake, masonhub } = await setUp({ dialect })
      const { token } = await masonhub.tokens.create('a phrase of our own')
      await masonhub.tokens.delete(new Secret('a phrase of our own'))
      expect(await restartWorks(fake, token.reveal())).toBe(false)
    },
  )

  test('in use is not deleted', async () => {
    const { fake, masonhub, stored } = await application()
    const claims = JSON.parse(Buffer.from(stored.token.split('.')[1] ?? '', 'base64url').toString()) as {
      secret_phrase: string
    }
    await expect(masonhub.tokens.delete(claims.secret_phrase)).rejects.toThrow(InvalidInputError)
    expect(fake.requests).toEqual([])
  })

  test.each(['', ' ', 7, undefined])('is not made from %o', async (phrase) => {
    const { fake, masonhub } = await setUp()
    await expect(masonhub.tokens.create(phrase as string)).rejects.toThrow(InvalidInputError)
    expect(fake.requests).toEqual([])
  })

  test('that is missing in the answer is an error', async () => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({
      fault: { kind: 'answer-after', answer: { status: 200, body: { id: 'x' } } },
      operation: 'tokens.create',
    })
    await expect(masonhub.tokens.create('a phrase')).rejects.toThrow(MalformedResponseError)
  })

  test('and its phrase show nowhere, whatever the vendor quotes', async () => {
    const logger = recordingLogger()
    const { fake, masonhub } = await setUp({}, { logger })
    const canaries = createCanaries('masonhub-tokens')
    canaries.watch('phrase', 'phrase-that-must-not-show')
    const seen: unknown[] = [await masonhub.tokens.create('phrase-that-must-not-show')]
    canaries.watch('token', fake.secrets.at(-2) ?? '')
    const quoting: Fault[] = [
      {
        kind: 'answer-after',
        answer: { status: 200, text: 'secrets successfully deleted:[phrase-that-must-not-show]' },
      },
      { kind: 'answer', answer: { status: 400, body: { message: 'unknown phrase-that-must-not-show' } } },
      { kind: 'answer', answer: { status: 500, text: 'phrase-that-must-not-show' } },
    ]
    for (const fault of quoting) {
      fake.faults.add({ fault, times: 1 })
      seen.push(await masonhub.tokens.delete('phrase-that-must-not-show').catch((error: unknown) => error))
    }
    const printed = [...seen, logger.lines].map(
      (one) => `${inspect(one, { depth: 6 })} ${JSON.stringify(one)} ${String(one)}`,
    )
    expect(printed.join('').length).toBeGreaterThan(1_000)
    expect(canaries.findIn(printed.join('\n'))).toEqual([])
  })
})

describe('a rotation', () => {
  test('saves the new token, uses it, and deletes the old one', async () => {
    const { fake, masonhub, stored, save } = await application()
    const old = stored.token
    const { token, oldPhrase, expiresAt } = await masonhub.tokens.rotate({ save, settleMs: 10 })
    expect([oldPhrase, stored.token === token.reveal(), expiresAt instanceof Date]).toEqual([
      'deleted',
      true,
      true,
    ])
    expect(await restartWorks(fake, old)).toBe(false)
    expect(await restartWorks(fake, stored.token)).toBe(true)
    expect(await works(masonhub)).toBe(true)
  })

  test('serves a client that was given its token as text, again and again', async () => {
    const { masonhub } = await setUp()
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await masonhub.tokens.rotate({ save: () => {}, settleMs: 0 })).oldPhrase).toBe('deleted')
      expect(await works(masonhub)).toBe(true)
    }
  })

  test('keeps the old token where that is wanted, or where it does not tell its phrase', async () => {
    const { fake, masonhub, stored, save } = await application()
    const old = stored.token
    expect((await masonhub.tokens.rotate({ save, oldPhrase: false })).oldPhrase).toBe('kept')
    expect(await restartWorks(fake, old)).toBe(true)
  })

  test('takes up a token that was put into the store later by somebody else', async () => {
    const { fake, masonhub, stored, save } = await application()
    await masonhub.tokens.rotate({ save, settleMs: 0 })
    const rotated = stored.token
    stored.token = fake.issueToken()
    fake.revokeToken(rotated)
    expect(await works(masonhub)).toBe(true)
  })

  test('is refused with the phrase of the old token, twice at a time, and without a way to save', async () => {
    const { masonhub, stored, save, fake } = await application()
    const claims = JSON.parse(Buffer.from(stored.token.split('.')[1] ?? '', 'base64url').toString()) as {
      secret_phrase: string
    }
    await expect(masonhub.tokens.rotate({ save, phrase: claims.secret_phrase })).rejects.toThrow(
      InvalidInputError,
    )
    await expect(masonhub.tokens.rotate({} as never)).rejects.toThrow(/save: must be a function/)
    expect(fake.requests).toEqual([])
    const first = masonhub.tokens.rotate({ save, settleMs: 0 })
    await expect(masonhub.tokens.rotate({ save, settleMs: 0 })).rejects.toThrow(/under way/)
    await first
  })

  test('that is ended by its caller keeps both tokens once the new one is saved', async () => {
    const { fake, masonhub, stored, save } = await application()
    const old = stored.token
    const controller = new AbortController()
    const rotation = masonhub.tokens.rotate({
      save(token) {
        save(token)
        controller.abort()
      },
      signal: controller.signal,
    })
    expect((await rotation).oldPhrase).toBe('kept')
    expect([await restartWorks(fake, old), await restartWorks(fake, stored.token)]).toEqual([true, true])
  })
})

describe('a rotation of which a step fails leaves a token that works, here and after a restart', () => {
  const refused: Fault = { kind: 'answer', answer: { status: 403, body: { message: 'no permission' } } }
  const faults: [string, string, Fault, boolean][] = [
    ['making, refused', 'tokens.create', refused, true],
    ['making, not answered', 'tokens.create', { kind: 'drop-after' }, true],
    ['making, never arrived', 'tokens.create', { kind: 'drop-before' }, true],
    ['making, half answered', 'tokens.create', { kind: 'malformed' }, true],
    ['trying', 'orders.list', { kind: 'answer', answer: { status: 401, body: { message: 'no' } } }, true],
    ['trying, not answered', 'orders.list', { kind: 'drop-after' }, true],
    ['deleting, refused', 'tokens.delete', refused, false],
    ['deleting, not answered', 'tokens.delete', { kind: 'drop-after' }, false],
    ['deleting, never arrived', 'tokens.delete', { kind: 'drop-before' }, false],
  ]
  test.each(faults)('%s', async (_, operation, fault, isThrown) => {
    const { fake, masonhub, stored, save } = await application()
    fake.faults.add({ fault, operation, times: 1 })
    const ended = await masonhub.tokens.rotate({ save, settleMs: 0 }).catch((error: unknown) => error)
    expect(ended instanceof Error).toBe(isThrown)
    expect([await works(masonhub), await restartWorks(fake, stored.token)]).toEqual([true, true])
  })

  test.each([
    ['before it stored', () => {}],
    ['after it stored', (token: Secret, save: (token: Secret) => void) => save(token)],
  ])('saving, %s', async (_, store) => {
    const { fake, masonhub, stored, save } = await application()
    const old = stored.token
    const failing = (token: Secret): never => {
      store(token, save)
      throw new Error('the disk is full')
    }
    await expect(masonhub.tokens.rotate({ save: failing, settleMs: 0 })).rejects.toThrow('the disk is full')
    expect([await works(masonhub), await restartWorks(fake, stored.token)]).toEqual([true, true])
    expect(await restartWorks(fake, old)).toBe(true)
  })

  test('saving, and the log says that a token is left over', async () => {
    const logger = recordingLogger()
    const { masonhub } = await setUp({}, { logger })
    const failing = (): never => {
      throw new Error('the disk is full')
    }
    await expect(masonhub.tokens.rotate({ save: failing })).rejects.toThrow('the disk is full')
    expect(logger.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { message: expect.stringContaining('could not be saved: it goes on working') },
    ])
  })

  test('closing the client while others take the new token up: both stay, and nobody waits', async () => {
    const { fake, masonhub, stored, save } = await application()
    const old = stored.token
    const saved = Promise.withResolvers<void>()
    const rotation = masonhub.tokens.rotate({
      save(token) {
        save(token)
        saved.resolve()
      },
      settleMs: 600_000,
    })
    await saved.promise
    await masonhub.close()
    expect((await rotation).oldPhrase).toBe('kept')
    expect([await restartWorks(fake, old), await restartWorks(fake, stored.token)]).toEqual([true, true])
  })

  test('making, with a phrase of the caller’s own: it may be in use elsewhere, and is not deleted', async () => {
    const { fake, masonhub, save } = await application()
    const { token } = await masonhub.tokens.create('a shared phrase')
    fake.faults.add({ fault: { kind: 'drop-after' }, operation: 'tokens.create', times: 1 })
    await expect(masonhub.tokens.rotate({ save, phrase: 'a shared phrase' })).rejects.toThrow(/connection/i)
    expect(await restartWorks(fake, token.reveal())).toBe(true)
  })

  test('without the permission it is a PermissionError, and nothing was saved', async () => {
    const { fake, masonhub, stored, save } = await application()
    const old = stored.token
    fake.faults.add({ fault: refused, operation: 'tokens.create' })
    await expect(masonhub.tokens.rotate({ save })).rejects.toThrow(PermissionError)
    expect(stored.token).toBe(old)
  })
})

describe('under load', () => {
  const PER_SECOND = 50
  const TURNS = 3

  test(`${PER_SECOND} calls a second fail not once over ${TURNS} rotations`, async () => {
    const { fake, masonhub, save } = await application()
    const slow: Fault = { kind: 'slow', delayMs: 120 }
    fake.faults.add({ fault: slow, operation: 'orders.list', probability: 0.5 })
    const calls: Promise<unknown>[] = []
    const timer = setInterval(() => {
      calls.push(
        masonhub.orders.list().then(
          () => 'done',
          (error: unknown) => error,
        ),
      )
    }, 1000 / PER_SECOND)
    for (let turn = 0; turn < TURNS; turn += 1) {
      // The old one is deleted while calls with it are on their way: their 401 is answered with the new one.
      expect((await masonhub.tokens.rotate({ save, settleMs: 0 })).oldPhrase).toBe('deleted')
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
    clearInterval(timer)
    const outcomes = await Promise.all(calls)
    expect(outcomes.length).toBeGreaterThan(TURNS * 15)
    expect(outcomes.filter((outcome) => outcome !== 'done')).toEqual([])
    // There were some to save: refused with the old token, answered with the new one.
    expect(fake.requests.filter(({ status }) => status === 401).length).toBeGreaterThan(0)
  })

  test('a token that is refused without a rotation is refused once and for good', async () => {
    const { fake, masonhub, stored } = await application()
    fake.revokeToken(stored.token)
    await expect(masonhub.orders.list()).rejects.toThrow(AuthenticationError)
    expect(fake.requests).toHaveLength(1)
  })
})
