import { expect, expectTypeOf, test } from 'vitest'

import { createScope, serviceKey, type ServiceKey } from '../src/index.ts'

interface Dog {
  name: string
  bark(): string
}
const rex: Dog = { name: 'Rex', bark: () => 'woof' }
const DOG = serviceKey<Dog>('dog')

test('a key is a symbol that bears its name', () => {
  expect(typeof DOG).toBe('symbol')
  expect(DOG.description).toBe('dog')
})

test('two keys of one name are two keys', () => {
  const scope = createScope('app')
  scope.value(serviceKey<number>('port'), 1)
  expect(() => scope.value(serviceKey<number>('port'), 2)).not.toThrow()
})

test('a scope infers the type of a service from its key', () => {
  const scope = createScope('app')
  scope.value(DOG, rex)
  expectTypeOf(scope.resolve(DOG)).toEqualTypeOf<Dog>()
  expect(scope.resolve(DOG)).toBe(rex)
})

test('a plain tsyringe container infers the type of a service from its key', () => {
  const { container } = createScope('app')
  container.register(DOG, { useFactory: () => rex })
  expectTypeOf(container.resolve(DOG)).toEqualTypeOf<Dog>()
  expect(container.resolve(DOG)).toBe(rex)
})

test('a wrong type is a compile error', () => {
  const check = () => {
    const scope = createScope('app')
    // @ts-expect-error a value of another type
    scope.value(DOG, 7)
    // @ts-expect-error a value that has only a part of it
    scope.value(DOG, { name: 'Rex' })
    // @ts-expect-error a factory of another type
    scope.factory(DOG, () => 7)
    // @ts-expect-error a factory of a wider type
    scope.factory(DOG, () => ({ name: 'Rex' }))
    // @ts-expect-error a promise of the right type
    scope.factory(DOG, async () => rex)
    const purr = (cat: { purr(): void }) => cat.purr()
    // @ts-expect-error a disposer for another type
    scope.value(DOG, rex, purr)
    const unawaited = () => ({ listening: false })
    // @ts-expect-error a disposer that returns what cannot be awaited, such as that of a node:http server
    scope.value(DOG, rex, unawaited)
    // @ts-expect-error a plain symbol
    scope.resolve(Symbol('dog'))
    // @ts-expect-error a factory of another type, given to tsyringe itself
    scope.container.register(DOG, { useFactory: () => 7 })
    // @ts-expect-error a value of another type, given to tsyringe itself
    scope.container.registerInstance(DOG, 7)
    // @ts-expect-error a key of another type
    const key: ServiceKey<Dog> = serviceKey<number>('dog')
    return key
  }
  expect(check).toBeTypeOf('function')
})
