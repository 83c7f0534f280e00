import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'

/** The path of a program in the PATH, or in one of the other folders. */
export function findBinary(name: string, others: readonly string[] = []): string | undefined {
  return [...(env['PATH'] ?? '').split(delimiter), ...others]
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}
