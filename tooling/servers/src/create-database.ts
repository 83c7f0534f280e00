import { randomUUID } from 'node:crypto'

import { Client } from 'pg'

export interface Database {
  readonly url: string
  /** Ends whoever is connected. */
  readonly drop: () => Promise<void>
}

/** A database of this test's own on a server. */
export async function createDatabase(server: string): Promise<Database> {
  const name = `tenon_${randomUUID().replaceAll('-', '')}`
  await run(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = name
  return { url: url.href, drop: () => run(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

async function run(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
