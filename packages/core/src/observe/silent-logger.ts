import type { Logger } from './logger.ts'

function ignore(): void {}

/** Says nothing: the default. */
export const silentLogger: Logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  isLevelEnabled: () => false,
}
