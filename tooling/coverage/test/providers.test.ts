import { expect, test } from 'vitest'

import { compare } from '../src/compare.ts'
import { expandPayload } from '../src/expand-payload.ts'
import { findDeclared } from '../src/find-declared.ts'
import { operationId } from '../src/operation-id.ts'
import { providers } from '../src/providers.ts'
import { readContract } from '../src/read-contract.ts'

test.for([
  ['masonhub', 38, 7],
  ['hubble', 19, 8],
] as const)('the contract of %s has %i operations and %i events', async ([name, operations, events]) => {
  const { contract } = await readContract(name)
  expect(contract.provider).toBe(name)
  expect(contract.operations).toHaveLength(operations)
  expect(contract.events).toHaveLength(events)
})

test('each field of a contract goes one way or both', async () => {
  const { contract } = await readContract('masonhub')
  const paths = (way: 'sent' | 'received') =>
    expandPayload(contract, { schema: 'order', at: [''] }, way).map(({ path }) => path)
  expect(paths('sent')).toContain('packing_slip_order_id_override')
  expect(paths('sent')).not.toContain('shipments[].tracking_number')
  expect(paths('received')).toContain(
    'shipments[].shipment_line_items[].lot_expiries_serial_info[].lot_number',
  )
})

test.for(providers)('what %s exports is found and compared with its contract', async (name) => {
  const declared = await findDeclared(name)
  const { contract, exceptions } = await readContract(name)
  const { rows } = compare(contract, declared, exceptions)
  expect(rows.filter(({ declaredAs }) => declaredAs.length > 0).length).toBeGreaterThan(0)
  expect(rows.map(({ id }) => id)).toEqual([
    ...contract.operations.map(operationId),
    ...contract.events.map(({ type }) => type),
  ])
})

test('a login is found, though no client has it as a method', async () => {
  const { operations } = await findDeclared('hubble')
  expect(operations.map(({ operation }) => operation.id)).toContain('auth.login')
})
