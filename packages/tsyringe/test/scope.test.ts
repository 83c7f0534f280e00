import { describe, expect, expectTypeOf, test, vi } from 'vitest'

import { container as globalContainer } from '../src/container.ts'
import { createScope, serviceKey, type Scope } from '../src/index.ts'

interface Service {
  readonly name: string
}
const A = serviceKey<Service>('a')
const B = serviceKey<Service>('b')
const C = serviceKey<Service>('c')

describe('resolving', () => {
  test('a value is given out as it is, falsy ones too', () => {
    const scope = createScope('app')
    for (const value of [{}, 0, '', null, undefined]) {
      const key = serviceKey<unknown>('value')
      scope.value(key, value)
      expect(scope.resolve(key)).toBe(value)
      expect(scope.container.resolve(key)).toBe(value)
    }
  })

  test('a factory runs at the first resolve, and only then', () => {
    const scope = createScope('app')
    const create = vi.fn<() => Service>(() => ({ name: 'a' }))
    scope.factory(A, create)
    expect(create).not.toHaveBeenCalled()
    const first = scope.resolve(A)
    expect(scope.resolve(A)).toBe(first)
    expect(scope.container.resolve(A)).toBe(first)
    expect(create).toHaveBeenCalledOnce()
  })

  test('a factory that returns undefined runs once as well', () => {
    const scope = createScope('app')
    const create = vi.fn<() => undefined>(() => undefined)
    const key = serviceKey<undefined>('nothing')
    scope.factory(key, create)
    scope.resolve(key)
    scope.resolve(key)
    expect(create).toHaveBeenCalledOnce()
  })

  test('a factory runs once for the scope that owns it, which it receives, whoever resolves it', () => {
    const root = createScope('app')
    const create = vi.fn<(scope: Scope) => Service>((scope) => ({ name: scope.resolve(B).name }))
    root.factory(A, create)
    root.value(B, { name: 'of the root' })
    const child = root.child('job')
    child.value(B, { name: 'of the child' })
    const made = child.child('step').resolve(A)
    expect(made.name).toBe('of the root')
    expect(child.container.resolve(A)).toBe(made)
    expect(root.resolve(A)).toBe(made)
    expect(create.mock.calls).toEqual([[root]])
  })

  test('a child may override a service, made of the one that it hides', () => {
    const root = createScope('app')
    root.factory(A, () => ({ name: 'a' }))
    const child = root.child('job')
    child.factory(A, () => ({ name: `${root.resolve(A).name} for the job` }))
    expect(child.resolve(A).name).toBe('a for the job')
    expect(root.resolve(A).name).toBe('a')
  })

  test('a factory that throws is run again by the next resolve', () => {
    const scope = createScope('app')
    const create = vi.fn<() => Service>(() => ({ name: 'a' }))
    create.mockImplementationOnce(() => {
      throw new Error('not yet')
    })
    scope.factory(A, create)
    expect(() => scope.resolve(A)).toThrow('not yet')
    expect(scope.resolve(A).name).toBe('a')
  })

  test('a factory that returns a promise is refused, and its promise is not kept', () => {
    const scope = createScope('app')
    const key = serviceKey<Promise<Service>>('pool')
    let runs = 0
    // Not a mock: a mock would handle the rejection, and hide that the scope left it unhandled.
    scope.factory(key, async () => {
      runs += 1
      throw new Error('no connection')
    })
    for (const times of [1, 2]) {
      expect(() => scope.resolve(key)).toThrow(
        new TypeError(
          'The factory of service "pool" returned a promise. ' +
            'Await what it opens first, and register that with value() and a disposer.',
        ),
      )
      expect(runs).toBe(times)
    }
  })

  test('what is registered in the tsyringe container can be resolved through the scope', () => {
    const root = createScope('app')
    root.container.register(A, { useValue: { name: 'a' } })
    globalContainer.register(B, { useValue: { name: 'b' } })
    expect(root.child('job').resolve(A).name).toBe('a')
    expect(root.child('job').resolve(B).name).toBe('b')
  })
})

describe('errors', () => {
  test('a key that is registered twice', () => {
    const scope = createScope('app')
    scope.factory(A, () => ({ name: 'first' }))
    const message =
      'Scope "app" has a service "a" already. Register it once, or override it in a child scope.'
    expect(() => scope.value(A, { name: 'second' })).toThrow(new Error(message))
    expect(() => scope.factory(A, () => ({ name: 'second' }))).toThrow(new Error(message))
    expect(scope.resolve(A).name).toBe('first')
  })

  test('a key that is not registered', () => {
    expect(() => createScope('app').child('job').resolve(A)).toThrow(
      new Error(
        'Neither scope "app/job" nor a parent of it has a service "a". ' +
          'Register it with value() or factory() before it is resolved.',
      ),
    )
  })

  test('factories that need each other show the path, and leave the scope usable', () => {
    const root = createScope('app')
    let circular = true
    root.factory(A, (scope) => ({ name: scope.container.resolve(B).name }))
    root.factory(B, (scope) => ({ name: scope.child('inner').resolve(C).name }))
    root.factory(C, (scope) => (circular ? scope.resolve(B) : { name: 'c' }))
    expect(() => root.child('job').resolve(A)).toThrow(
      new Error(
        'Services need each other in a circle: b → c → b. ' +
          'Resolve one of them where it is first used, not in its factory.',
      ),
    )
    circular = false
    expect(root.resolve(A).name).toBe('c')
  })

  test('a service that needs another only later is no circle', () => {
    const root = createScope('app')
    const LATE = serviceKey<() => Service>('late')
    root.factory(LATE, (scope) => () => scope.resolve(A))
    root.factory(A, (scope) => ({ name: scope.resolve(LATE).name }))
    expect(root.resolve(LATE)()).toBe(root.resolve(A))
  })
})

describe('disposal', () => {
  /** Registers services that write down when they end; each resolves the one that is named after it. */
  function chain(scope: Scope, log: string[]) {
    const service = (name: string) => ({ name })
    const end = async ({ name }: Service) => {
      log.push(`${name} ends`)
      await new Promise((resolve) => setImmediate(resolve))
      log.push(`${name} ended`)
    }
    scope.factory(A, (owner) => (owner.resolve(B), service('a')), end)
    scope.factory(B, (owner) => (owner.resolve(C), service('b')), end)
    scope.factory(C, () => service('c'), end)
  }

  test('services end in the reverse order of their creation, one after the other', async () => {
    const log: string[] = []
    const scope = createScope('app')
    chain(scope, log)
    scope.resolve(A)
    await scope.dispose()
    expect(log).toEqual(['a ends', 'a ended', 'b ends', 'b ended', 'c ends', 'c ended'])
  })

  test('what was never made is not disposed', async () => {
    const log: string[] = []
    const scope = createScope('app')
    chain(scope, log)
    scope.resolve(C)
    await scope.dispose()
    expect(log).toEqual(['c ends', 'c ended'])
  })

  test('await using disposes the scope', async () => {
    const dispose = vi.fn<(service: Service) => void>()
    {
      await using scope = createScope('app')
      scope.factory(A, () => ({ name: 'a' }), dispose)
      scope.resolve(A)
    }
    expect(dispose).toHaveBeenCalledExactlyOnceWith({ name: 'a' })
  })

  test('children end before their parent, the newest first', async () => {
    const log: string[] = []
    const root = createScope('app')
    root.factory(
      A,
      () => ({ name: 'root' }),
      () => void log.push('root'),
    )
    for (const name of ['first', 'second']) {
      const child = root.child(name)
      child.value(B, child.resolve(A), () => void log.push(name))
      child.child('grandchild').value(B, child.resolve(A), () => void log.push(`grandchild of ${name}`))
    }
    await root.dispose()
    expect(log).toEqual(['grandchild of second', 'second', 'grandchild of first', 'first', 'root'])
  })

  test('a child that ended is not disposed again by its parent', async () => {
    const dispose = vi.fn<(service: Service) => void>()
    const root = createScope('app')
    const child = root.child('job')
    child.value(A, { name: 'a' }, dispose)
    await child.dispose()
    await root.dispose()
    expect(dispose).toHaveBeenCalledOnce()
  })

  test('a child that ended with errors is forgotten by its parent too', async () => {
    const root = createScope('app')
    const child = root.child('job')
    child.value(A, { name: 'a' }, () => Promise.reject(new Error('disk full')))
    await expect(child.dispose()).rejects.toThrow('failed')
    await expect(root.dispose()).resolves.toBeUndefined()
  })

  test('a parent waits for a child that is ending', async () => {
    const log: string[] = []
    const root = createScope('app')
    root.value(A, { name: 'a' }, () => void log.push('root'))
    const child = root.child('job')
    const gate = Promise.withResolvers<void>()
    child.value(A, { name: 'a' }, async () => {
      await gate.promise
      log.push('child')
    })
    const ends = [child.dispose(), root.dispose()]
    setImmediate(gate.resolve)
    await Promise.all(ends)
    expect(log).toEqual(['child', 'root'])
  })

  test('every disposer runs, and the errors come together', async () => {
    const [first, second] = [new Error('socket gone'), new Error('disk full')]
    const disposed = vi.fn<(service: Service) => void>()
    const root = createScope('app')
    const child = root.child('job')
    root.value(A, { name: 'a' }, disposed)
    root.value(B, { name: 'b' }, () => {
      throw second
    })
    child.value(A, { name: 'a' }, disposed)
    child.value(C, { name: 'c' }, () => Promise.reject(first))
    const error: unknown = await root.dispose().catch((reason: unknown) => reason)
    expect(error).toEqual(
      new AggregateError(
        [
          new Error('Disposing service "c" in scope "app/job" failed.', { cause: first }),
          new Error('Disposing service "b" in scope "app" failed.', { cause: second }),
        ],
        'Disposing scope "app" failed for 2 of its services.',
      ),
    )
    expect(disposed).toHaveBeenCalledTimes(2)
  })

  test('a second call returns the same promise, also from within a disposer', async () => {
    const scope = createScope('app')
    let inner: Promise<void> | undefined
    scope.value(A, { name: 'a' }, () => {
      inner = scope.dispose()
    })
    const outer = scope.dispose()
    expect(scope.dispose()).toBe(outer)
    expect(scope[Symbol.asyncDispose]()).toBe(outer)
    await outer
    expect(inner).toBe(outer)
    expect(scope.dispose()).toBe(outer)
  })

  test('from dispose() on, the scope refuses everything', async () => {
    const root = createScope('app')
    root.value(A, { name: 'a' })
    const child = root.child('job')
    const disposed = root.dispose()
    const message = 'Scope "app" is disposed. Use it earlier, or open a new one.'
    const refusesAll = () => {
      expect(() => root.resolve(A)).toThrow(message)
      expect(() => root.value(B, { name: 'b' })).toThrow(message)
      expect(() => root.factory(B, () => ({ name: 'b' }))).toThrow(message)
      expect(() => root.child('late')).toThrow(message)
    }
    refusesAll()
    expect(() => child.resolve(A)).toThrow(message)
    expect(() => root.container.resolve(A)).toThrow(message)
    await disposed
    refusesAll()
    expect(() => child.resolve(A)).toThrow('Scope "app/job" is disposed.')
    expect(() => root.container.resolve(A)).toThrow('disposed')
  })

  test('a service that is being made when its scope is disposed is disposed as well', async () => {
    const dispose = vi.fn<(service: Service) => void>()
    const scope = createScope('app')
    let disposed: Promise<void> | undefined
    scope.factory(
      A,
      () => {
        disposed = scope.dispose()
        return { name: 'a' }
      },
      dispose,
    )
    scope.resolve(A)
    await disposed
    expect(dispose).toHaveBeenCalledOnce()
  })
})

describe('whose disposer runs', () => {
  class Resource implements Disposable, AsyncDisposable {
    readonly log: string[]
    constructor(log: string[]) {
      this.log = log
    }
    [Symbol.dispose]() {
      this.log.push('Symbol.dispose')
    }
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => setImmediate(resolve))
      this.log.push('Symbol.asyncDispose')
    }
  }
  const RESOURCE = serviceKey<Resource>('resource')
  const ALIAS = serviceKey<Disposable>('alias')

  test('a made service ends by the disposer given, or else by its own Symbol.asyncDispose or Symbol.dispose', async () => {
    const log: string[] = []
    const scope = createScope('app')
    const given = serviceKey<Resource>('with a disposer')
    const synchronous = serviceKey<Disposable>('synchronous')
    scope.factory(
      given,
      () => new Resource(log),
      () => void log.push('given'),
    )
    scope.factory(RESOURCE, () => new Resource(log))
    scope.factory(synchronous, () => ({ [Symbol.dispose]: () => void log.push('Symbol.dispose') }))
    for (const key of [given, RESOURCE, synchronous]) scope.resolve<unknown>(key)
    await scope.dispose()
    expect(log).toEqual(['Symbol.dispose', 'Symbol.asyncDispose', 'given'])
  })

  test('a value is left alone unless a disposer is given', async () => {
    const log: string[] = []
    const scope = createScope('app')
    scope.value(RESOURCE, new Resource(log))
    scope.value(ALIAS, new Resource(log), (resource) => resource[Symbol.dispose]())
    scope.resolve(RESOURCE)
    await scope.dispose()
    expect(log).toEqual(['Symbol.dispose'])
  })

  test('an alias of another service does not dispose it', async () => {
    const log: string[] = []
    const root = createScope('app')
    root.factory(RESOURCE, () => new Resource(log))
    const child = root.child('job')
    child.factory(ALIAS, () => root.resolve(RESOURCE))
    expect(child.resolve(ALIAS)).toBe(root.resolve(RESOURCE))
    await child.dispose()
    expect(log).toEqual([])
    await root.dispose()
    expect(log).toEqual(['Symbol.asyncDispose'])
  })

  test('what tsyringe constructed from a class ends before the services of its scope', async () => {
    const log: string[] = []
    class Constructed {
      dispose() {
        log.push('constructed by tsyringe')
      }
    }
    const scope = createScope('app')
    scope.factory(RESOURCE, () => new Resource(log))
    scope.resolve(RESOURCE)
    expectTypeOf(scope.container.resolve(Constructed)).toEqualTypeOf<Constructed>()
    await scope.dispose()
    expect(log).toEqual(['constructed by tsyringe', 'Symbol.asyncDispose'])
  })

  test('a failure of what tsyringe constructed is reported like any other', async () => {
    const cause = new Error('stuck')
    class Constructed {
      dispose() {
        throw cause
      }
    }
    const scope = createScope('app')
    scope.container.resolve(Constructed)
    await expect(scope.dispose()).rejects.toMatchObject({
      errors: [new Error('Disposing what tsyringe constructed in scope "app" failed.', { cause })],
    })
  })
})
