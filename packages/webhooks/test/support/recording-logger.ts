import type { Logger } from '@tenon/core'

export interface RecordingLogger extends Logger {
  readonly lines: { readonly level: string; readonly message: string; readonly fields: object }[]
}

export function createRecordingLogger(): RecordingLogger {
  const lines: RecordingLogger['lines'] = []
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, fields })
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
