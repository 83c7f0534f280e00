import type { DeclaredOperation } from './declared.ts'

/** The path of a declared operation, prefix and all. */
export function wirePath({ pathPrefix, operation }: DeclaredOperation): string {
  return operation.absolute === true ? operation.path : pathPrefix + operation.path
}
