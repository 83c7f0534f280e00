import { inspect } from 'node:util'

/** Everything that somebody might print of a value. */
export function printed(...values: readonly unknown[]): string {
  return values
    .flatMap((value) => [
      inspect(value, { depth: 12, showHidden: true, getters: true, maxStringLength: null }),
      JSON.stringify(value, (_, inner: unknown) =>
        inner instanceof Error ? [Object.entries(inner), inner.message, inner.stack] : inner,
      ),
      String(value),
    ])
    .join('\n')
}
