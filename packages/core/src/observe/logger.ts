/** The slice of a logger that Tenon uses. A pino instance fits as it is. */
export interface Logger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  /** Where it is there, a debug line costs nothing while the level is off. */
  isLevelEnabled?(level: string): boolean
}

/** Says nothing: the default. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  isLevelEnabled: () => false,
}

/** A client's own: each line says of which provider it is, and a logger's failure is not the failure of a call. */
export function clientLogger(logger: Logger, provider: string): Logger {
  function guarded(level: 'debug' | 'info' | 'warn' | 'error'): Logger['debug'] {
    return (fields, message) => {
      try {
        logger[level]({ provider, ...fields }, message)
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
