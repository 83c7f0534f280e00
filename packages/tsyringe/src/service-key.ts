import type { delay } from './container.ts'

/**
 * Names a service and carries its type: `scope.resolve(key)` returns a `T`.
 *
 * At run time it is a symbol. Its type also says `DelayedConstructor<T>`, the one form of tsyringe's
 * `InjectionToken` from which `container.resolve(key)` and `container.register(key, …)` infer `T`.
 */
export type ServiceKey<T> = symbol & ReturnType<typeof delay<T>>

/**
 * Makes a key for a service of type `T`. Every call makes a new key, also for a name that was used before:
 * make it once, in a module of its own, and import it where it is needed.
 *
 * @param name what errors call the service.
 */
export function serviceKey<T>(name: string): ServiceKey<T> {
  return Symbol(name) as ServiceKey<T>
}
