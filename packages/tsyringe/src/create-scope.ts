import { container as globalContainer, type DependencyContainer } from './container.ts'
import { makeOnce } from './make-once.ts'
import { ownDisposer } from './own-disposer.ts'
import type { Disposer, Scope } from './scope.ts'
import type { ServiceKey } from './service-key.ts'

/**
 * Opens a root scope. Dispose it with `await using`, or call `dispose()` when the program ends.
 *
 * @param name what errors call the scope.
 */
export function createScope(name: string): Scope {
  return openScope(name, globalContainer, new Set())
}

/** Every instance that a scope has: a factory that returns one of these made an alias, not a service of its own. */
const known = new WeakSet<object>()

function openScope(name: string, parent: DependencyContainer, siblings: Set<Scope>): Scope {
  const container = parent.createChildContainer()
  const children = new Set<Scope>()
  const disposals: { readonly what: string; readonly run: () => unknown }[] = []
  let disposed: Promise<void> | undefined

  function assertOpen(): void {
    if (disposed) throw new Error(`Scope "${name}" is disposed. Use it earlier, or open a new one.`)
  }

  function register<T>(key: ServiceKey<T>, get: () => T): void {
    assertOpen()
    if (container.isRegistered(key)) {
      throw new Error(
        `Scope "${name}" has a service "${key.description}" already. ` +
          'Register it once, or override it in a child scope.',
      )
    }
    // Values too: tsyringe cannot resolve a registered `undefined`, and would go on giving out values meanwhile.
    container.register<T>(key, {
      useFactory: () => {
        assertOpen()
        return get()
      },
    })
  }

  function keep<T>(key: ServiceKey<T>, instance: T, dispose: Disposer<T> | undefined): void {
    if (Object(instance) === instance) known.add(instance as object)
    if (dispose) disposals.push({ what: `service "${key.description}"`, run: () => dispose(instance) })
  }

  async function disposeAll(): Promise<void> {
    const errors: unknown[] = []
    for (const child of [...children].toReversed()) {
      await child.dispose().catch((error: AggregateError) => errors.push(...error.errors))
    }
    disposals.push({ what: 'what tsyringe constructed', run: () => container.dispose() })
    for (const { what, run } of disposals.toReversed()) {
      try {
        await run()
      } catch (cause) {
        errors.push(new Error(`Disposing ${what} in scope "${name}" failed.`, { cause }))
      }
    }
    siblings.delete(scope)
    if (errors.length > 0) {
      throw new AggregateError(
        errors,
        `Disposing scope "${name}" failed for ${errors.length} of its services.`,
      )
    }
  }

  const scope: Scope = {
    name,
    container,
    value(key, instance, dispose) {
      register(key, () => instance)
      keep(key, instance, dispose)
    },
    factory(key, create, dispose) {
      const make = makeOnce(String(key.description), () => {
        const instance = create(scope)
        if (instance instanceof Promise) {
          instance.catch(() => {}) // The TypeError below is what the caller hears of it.
          throw new TypeError(
            `The factory of service "${key.description}" returned a promise. ` +
              'Await what it opens first, and register that with value() and a disposer.',
          )
        }
        const alias = known.has(instance as object)
        keep(key, instance, dispose ?? (alias ? undefined : ownDisposer(instance)))
        return instance
      })
      register(key, make)
    },
    resolve(key) {
      assertOpen()
      if (container.isRegistered(key, true)) return container.resolve(key)
      throw new Error(
        `Neither scope "${name}" nor a parent of it has a service "${key.description}". ` +
          'Register it with value() or factory() before it is resolved.',
      )
    },
    child(childName) {
      assertOpen()
      return openScope(`${name}/${childName}`, container, children)
    },
    dispose() {
      // Not at once: a factory that is running now, or a disposer that calls this, must find the scope closed.
      disposed ??= Promise.resolve().then(disposeAll)
      return disposed
    },
    [Symbol.asyncDispose]: () => scope.dispose(),
  }
  siblings.add(scope)
  return scope
}
