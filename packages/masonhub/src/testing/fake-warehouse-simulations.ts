import { routeOf, type FakeRoute } from '@tenon/core/testing'
import type { z } from 'zod'

import { warehouseSimulations } from '../data-factory/warehouse-simulations.ts'
import { badRequest, messagesOf, writeAnswer, type FakeMessage } from './fake-answers.ts'
import type { AdvanceInbound } from './fake-inbound-lifecycle.ts'
import type { FakeLedger } from './fake-ledger.ts'
import type { FakePorts } from './fake-ports.ts'
import type { AdvanceReturn } from './fake-return-lifecycle.ts'
import type { FakeStore } from './fake-store.ts'
import type { FakeSku } from './fake-warehouse-records.ts'

interface Parts {
  readonly skus: FakeStore<FakeSku>
  readonly ledger: FakeLedger
  readonly advanceInbound: AdvanceInbound
  readonly advanceReturn: AdvanceReturn
}

type Simulations = typeof warehouseSimulations
type ItemOf<Name extends keyof Simulations> = z.output<NonNullable<Simulations[Name]['body']>>[number]

/** The data factory's part that concerns stock, deliveries and returns. */
export function fakeWarehouseSimulations(
  { options }: Pick<FakePorts, 'options'>,
  { skus, ledger, advanceInbound, advanceReturn }: Parts,
  pathPrefix: string,
): FakeRoute[] {
  function move(
    { sku_id, quantity = 0 }: ItemOf<'createAvailable'>,
    from: 'available' | undefined,
    to: 'available' | 'lost',
  ): FakeMessage[] {
    const sku = skus.byId(sku_id)
    if (sku === undefined) return [{ field_name: 'sku_id', errors: ['303: SKU with that id does not exist'] }]
    // The contract: 0 or nothing stands for 1.
    const units = quantity === 0 ? 1 : quantity
    const identifier = sku.customer_identifier
    const taken = from === undefined ? [] : [{ sku: identifier, status: from, quantity: -units }]
    ledger.apply([...taken, { sku: identifier, status: to, quantity: units }])
    return []
  }

  function route<Name extends keyof Simulations>(
    name: Name,
    act: (item: ItemOf<Name>) => FakeMessage[],
  ): FakeRoute {
    const operation = warehouseSimulations[name]
    return routeOf(
      operation,
      ({ body }) => {
        const { data, error } = operation.body?.safeParse(body) ?? {}
        if (error !== undefined) return badRequest(messagesOf(error)[0]?.errors[0] ?? 'not valid')
        const results = (data ?? []).map((item) => {
          const messages = act(item as ItemOf<Name>)
          return { customer_identifier: name, ...(messages.length > 0 && { messages }) }
        })
        return writeAnswer(results, options.dialect)
      },
      pathPrefix,
    )
  }

  return [
    route('createAvailable', (item) => move(item, undefined, 'available')),
    route('loseInventory', (item) => move(item, 'available', 'lost')),
    route('inboundShipmentEvent', advanceInbound),
    route('rmaEvent', advanceReturn),
  ]
}
