import { fileURLToPath } from 'node:url'

/** The folder of this repository, with no slash at its end. */
export const workspaceRoot: string = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '')
