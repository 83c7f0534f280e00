import type { Logger } from './logger.ts'

/** A logger whose failure is not the failure of a call. */
export function harmless(logger: Logger): Logger {
  function guarded(level: 'debug' | 'info' | 'warn' | 'error'): Logger['debug'] {
    return (fields, message) => {
      try {
        logger[level](fields, message)
      } catch {
        // There is nobody left to tell.
      }
    }
  }
  return {
    debug: guarded('debug'),
    info: guarded('info'),
    warn: guarded('warn'),
    error: guarded('error'),
    isLevelEnabled(level) {
      try {
        return logger.isLevelEnabled?.(level) ?? true
      } catch {
        return false
      }
    },
  }
}
