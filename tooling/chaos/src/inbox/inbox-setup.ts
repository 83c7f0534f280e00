import { inboxStores, type InboxStore } from './inbox-stores.ts'

/** What a process of the run is told. */
export interface InboxSetup {
  /** A name in `inboxStores`. */
  readonly store: string
  /** Where it is: a folder, or a connection string. */
  readonly place: string
}

export async function openStore({ store, place }: InboxSetup): Promise<InboxStore> {
  const open = inboxStores[store]
  if (open === undefined) throw new Error(`there is no inbox of the name "${store}"`)
  return open(place)
}

/** The setup of this process. */
export async function openOwnStore(): Promise<InboxStore> {
  process.on('disconnect', () => process.exit())
  return openStore(JSON.parse(String(process.argv[2])) as InboxSetup)
}
