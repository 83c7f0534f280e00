import { expectTypeOf, test } from 'vitest'

import { staticCredential } from '../../src/auth/static-credential.ts'
import { systemClock } from '../../src/clock/system-clock.ts'
import { createThings } from '../support/things.ts'

const { things } = createThings('https://things.example').methods

test('input and output of a method come from its declaration', () => {
  expectTypeOf(things.get).parameter(0).toExtend<{ thingId: string; full?: boolean | undefined }>()
  expectTypeOf(things.create).returns.resolves.toExtend<{ id: string }>()
  expectTypeOf(things.list.items).returns.toExtend<AsyncIterable<{ id: string }>>()
  // A list without required parameters may be called without input.
  expectTypeOf(things.list).toBeCallableWith()
})

test('a missing or misspelled path parameter is a compile error', () => {
  // @ts-expect-error the path has a parameter thingId
  expectTypeOf(() => things.get({})).toBeFunction()
  // @ts-expect-error the parameter is called thingId
  expectTypeOf(() => things.get({ thingsId: '1' })).toBeFunction()
  // @ts-expect-error the input is required
  expectTypeOf(() => things.get()).toBeFunction()
})

test('a wrong body is a compile error', () => {
  // @ts-expect-error name is a string
  expectTypeOf(() => things.create({ body: { name: 1 } })).toBeFunction()
  // @ts-expect-error the body is required
  expectTypeOf(() => things.create({})).toBeFunction()
  // @ts-expect-error the body has no such field
  expectTypeOf(() => things.create({ body: { name: 'x', other: 1 } })).toBeFunction()
})

test('a login option given to the static strategy is a compile error', () => {
  const issue = (): string => 'token'
  // @ts-expect-error a static credential has no login
  expectTypeOf(() => staticCredential({ secret: 's', clock: systemClock, issue })).toBeFunction()
})

test('a method without paging has no pages', () => {
  // @ts-expect-error things.get does not list
  expectTypeOf(() => things.get.pages).toBeFunction()
})
