import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'

import { findDeclared } from '../find-declared.ts'
import { providers } from '../providers.ts'
import { readContract } from '../read-contract.ts'
import { providerPages } from './provider-pages.ts'

const HELP = `Writes docs/reference: a page for each resource of each provider, made from its declarations.

  npm run reference [-- --check]

--check writes nothing, and fails where a page is not what the declarations say.`

const folder = new URL('../../../../docs/reference/', import.meta.url)
const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } })
if (values.help === true) {
  console.log(HELP)
  process.exit()
}

const pages = new Map<string, string>()
for (const name of providers) {
  const [{ contract }, declared] = await Promise.all([readContract(name), findDeclared(name)])
  for (const [file, text] of providerPages(declared, contract)) pages.set(`${name}/${file}`, text)
}

if (values.check === true) {
  const stale: string[] = []
  for (const [file, text] of pages) {
    const current = await readFile(new URL(file, folder), 'utf8').catch(() => '')
    if (current !== text) stale.push(file)
  }
  for (const file of stale) console.error(`docs/reference/${file} is not what the declarations say`)
  if (stale.length > 0) console.error('npm run reference writes them anew')
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  await rm(folder, { recursive: true, force: true })
  for (const [file, text] of pages) {
    await mkdir(new URL('.', new URL(file, folder)), { recursive: true })
    await writeFile(new URL(file, folder), text)
  }
}
console.log(`${pages.size} pages`)
