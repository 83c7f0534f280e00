import type { DependencyContainer } from './container.ts'
import type { ServiceKey } from './service-key.ts'

/** Ends a service. What it returns is awaited before the next disposer runs. */
export type Disposer<T> = (instance: T) => void | PromiseLike<unknown>

/**
 * A set of services that live and end together, made by `createScope` or `child`.
 *
 * A service is looked up here first, then in the parents, and belongs to the scope it was registered in.
 */
export interface Scope extends AsyncDisposable {
  /** What errors call the scope; a child's name starts with its parent's: `app/job`. */
  readonly name: string

  /**
   * The tsyringe container underneath: a child of the parent scope's, and for a root scope a child of
   * tsyringe's global container. What is registered in it directly can be resolved through the scope as well;
   * the scope disposes only what tsyringe itself constructed from a class, just before its own services.
   */
  readonly container: DependencyContainer

  /**
   * Registers something that exists already.
   *
   * @param dispose ends it when the scope ends, as if it had been made now. Default: it is left alone, even if
   * it has a `Symbol.asyncDispose` of its own, because whoever made it still owns it.
   * @throws Error if the key is registered in this scope already, or the scope is disposed.
   */
  value<T>(key: ServiceKey<T>, instance: NoInfer<T>, dispose?: Disposer<NoInfer<T>>): void

  /**
   * Registers how to make a service. It is made once, when it is first resolved; if that throws, the next
   * `resolve` tries again. A factory is synchronous: open what must be awaited first, and register it with
   * `value` and a disposer.
   *
   * @param create receives the scope it was registered in, even when a child scope resolves the service.
   * @param dispose ends the service when this scope ends, if it was made. Default: the service's own
   * `Symbol.asyncDispose` or else `Symbol.dispose`, if it has one; an instance that a scope has already
   * (an alias of another service) is left to that scope.
   * @throws Error if the key is registered in this scope already, or the scope is disposed.
   */
  factory<T>(key: ServiceKey<T>, create: (scope: Scope) => NoInfer<T>, dispose?: Disposer<NoInfer<T>>): void

  /**
   * Returns the service, which is made first if need be.
   *
   * @throws Error if neither this scope nor a parent has it, its factories need each other in a circle, or
   * the scope that has it is disposed.
   * @throws TypeError if its factory returns a promise.
   * @throws whatever its factory throws.
   */
  resolve<T>(key: ServiceKey<T>): T

  /**
   * Opens a scope inside this one. It sees this scope's services, may override them for itself, and is
   * disposed before them.
   *
   * @throws Error if the scope is disposed.
   */
  child(name: string): Scope

  /**
   * Ends the scope: first its children, the newest first, then its services, in the reverse order of their
   * creation, one after the other. From the call on, nothing can be registered or resolved in it. Every
   * further call returns the same promise; a disposer that awaits it waits for itself, for ever.
   *
   * @throws AggregateError (the promise rejects) after everything was disposed, if a disposer failed: an error
   * for each, that names the service and has what was thrown as its `cause`.
   */
  dispose(): Promise<void>
}
