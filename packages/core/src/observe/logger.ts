/** The slice of a logger that Tenon uses. A pino instance fits as it is. */
export interface Logger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  /** Where it is there, a debug line costs nothing while the level is off. */
  isLevelEnabled?(level: string): boolean
}
