import { readFile } from 'node:fs/promises'

import { z } from 'zod'

import { contract, type Contract } from './contract.ts'
import { exceptions, type Exceptions } from './exceptions.ts'

const packages = new URL('../../../packages/', import.meta.url)

/** Reads a provider's contract and what is excepted from it. */
export async function readContract(
  name: string,
): Promise<{ readonly contract: Contract; readonly exceptions: Exceptions }> {
  const [one, other] = await Promise.all([
    readAs(contract, `${name}/contract.json`),
    readAs(exceptions, `${name}/contract-exceptions.json`),
  ])
  return { contract: one, exceptions: other }
}

async function readAs<T>(schema: z.ZodType<T>, file: string): Promise<T> {
  const result = schema.safeParse(JSON.parse(await readFile(new URL(file, packages), 'utf8')))
  if (result.success) return result.data
  throw new Error(`packages/${file} is not in its form:\n${z.prettifyError(result.error)}`)
}
