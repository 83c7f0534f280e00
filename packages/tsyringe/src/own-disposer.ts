import type { Disposer } from './scope.ts'

/** Returns the disposer that calls the instance's own `Symbol.asyncDispose` or `Symbol.dispose`, if it has one. */
export function ownDisposer<T>(instance: T): Disposer<T> | undefined {
  const disposable = instance as Partial<AsyncDisposable & Disposable> | null | undefined
  if (disposable?.[Symbol.asyncDispose]) return () => disposable[Symbol.asyncDispose]?.()
  if (disposable?.[Symbol.dispose]) return () => disposable[Symbol.dispose]?.()
  return undefined
}
