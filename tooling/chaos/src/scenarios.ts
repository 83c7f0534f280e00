import { fleet } from './fleet/fleet.ts'
import { inbox } from './inbox/inbox.ts'
import { orders } from './orders/orders.ts'
import type { Scenario } from './scenario.ts'

/** By the name on the command line. */
export const scenarios: Readonly<Record<string, Scenario>> = { fleet, inbox, orders }
