import { join } from 'node:path'

import { startProxy, type Proxy } from '@tenon/servers'

import { startChild, type Child } from '../process/child.ts'
import type { MemberMessage, StoreAddress, VendorCommand, VendorMessage } from './messages.ts'

export interface FleetSize {
  readonly processes: number
  /** In each process, at once. */
  readonly callers: number
  readonly leaseMs: number
}

/** A vendor, a network to a store, and the processes between them. */
export interface FleetRun extends AsyncDisposable {
  readonly size: FleetSize
  readonly network: Proxy
  readonly logins: number
  readonly calls: number
  /** Resolves when the vendor is asked for a token the next time. */
  nextLogin(): Promise<void>
  /** Resolves to the number of tokens that were used since the last command. */
  vendor(kind: VendorCommand['kind']): Promise<number>
  /** Has all callers of these processes call; resolves to what failed. Default: all processes. */
  call(members?: readonly number[], callers?: number): Promise<readonly string[]>
  signal(member: number, name: NodeJS.Signals): void
  /** Starts a process anew, in place of one that is gone. */
  restart(member: number): Promise<void>
}

export async function startFleet(store: StoreAddress, size: FleetSize): Promise<FleetRun> {
  await using resources = new AsyncDisposableStack()
  let [logins, calls] = [0, 0]
  const network = await startProxy(store.url)
  resources.defer(() => network.close())
  const vendor = resources.use(
    startChild<VendorMessage>({
      script: join(import.meta.dirname, 'vendor-process.ts'),
      setup: {},
      onMessage: ({ kind }) => void (kind === 'login' && (logins += 1)),
    }),
  )
  const { account } = await vendor.receive((message) => message.kind === 'ready')
  const setup = { account, leaseMs: size.leaseMs, store: { ...store, url: network.url } }
  const members: Child<MemberMessage>[] = []

  async function start(stack: AsyncDisposableStack): Promise<Child<MemberMessage>> {
    const member = stack.use(
      startChild<MemberMessage>({ script: join(import.meta.dirname, 'member-process.ts'), setup }),
    )
    await member.receive((message) => message.kind === 'ready')
    return member
  }

  async function callOne(member: number, callers: number): Promise<readonly string[]> {
    const child = members[member]!
    const called = child.receive((message) => message.kind === 'called')
    child.send({ callers })
    const { succeeded, failures } = await called
    calls += callers
    return failures.map((code) => `process ${member + 1}: ${callers - succeeded} calls failed, ${code}`)
  }

  members.push(...(await Promise.all(Array.from({ length: size.processes }, () => start(resources)))))
  const running = resources.move()
  return {
    size,
    network,
    get logins() {
      return logins
    },
    get calls() {
      return calls
    },
    nextLogin: async () => void (await vendor.receive((message) => message.kind === 'login')),
    async vendor(kind) {
      const done = vendor.receive((message) => message.kind === 'done')
      vendor.send({ kind })
      return (await done).tokens
    },
    async call(chosen = [...members.keys()], callers = size.callers) {
      return (await Promise.all(chosen.map((member) => callOne(member, callers)))).flat()
    },
    signal: (member, name) => members[member]?.signal(name),
    async restart(member) {
      members[member] = await start(running)
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
