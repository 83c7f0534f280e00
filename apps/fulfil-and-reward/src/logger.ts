import { pino, type Logger } from 'pino'

/**
 * The one logger of the app. Lines go to stderr, one JSON object each, so that stdout holds the result alone.
 * Tenon's own lines hold no credentials and no bodies, and take this instance as it is.
 */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  )
}
