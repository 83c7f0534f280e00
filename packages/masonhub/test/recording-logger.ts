import type { Logger } from '@tenon/core'

export interface LogLine {
  readonly level: string
  readonly fields: object
  readonly message: string
}

/** Keeps every line. */
export function recordingLogger(): Logger & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = []
  const at =
    (level: string) =>
    (fields: object, message: string): void =>
      void lines.push({ level, fields, message })
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
