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
export const silentLogger: Logger = { ...atEachLevel(() => () => undefined), isLevelEnabled: () => false }

/** A client's own: each line says of which provider it is, and a logger's failure is not the failure of a call. */
export function clientLogger(logger: Logger, provider: string): Logger {
  return {
    ...atEachLevel((level) => (fields, message) => {
      try {
        logger[level]({ provider, ...fields }, message)
      } catch {
        // There is nobody left to tell.
      }
    }),
    isLevelEnabled(level) {
      try {
        return logger.isLevelEnabled?.(level) ?? true
      } catch {
        return false
      }
    },
  }
}

type Level = 'debug' | 'info' | 'warn' | 'error'

function atEachLevel(log: (level: Level) => Logger['debug']): Pick<Logger, Level> {
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') }
}
