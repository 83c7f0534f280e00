import { InvalidInputError, PartialFailureError, TimeoutError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import type { MasonHubFake } from '../src/testing/index.ts'
import { recordingLogger } from './recording-logger.ts'
import { setUp } from './set-up.ts'
import { aSku, someSkus } from './warehouse-fixture.ts'

const sent = ({ requests }: MasonHubFake, operation: string): number =>
  requests.filter((request) => request.operation === operation).length

test('SKUs are created, looked up, changed and deleted', async () => {
  const { fake, masonhub } = await setUp()
  const { accepted } = await masonhub.skus.create(someSkus(65))
  expect(accepted).toHaveLength(65)
  expect(sent(fake, 'skus.create')).toBe(3)

  const found = await masonhub.skus.find(['SKU-1', 'SKU-65', 'SKU-66'])
  expect([...found.keys()]).toEqual(['SKU-1', 'SKU-65'])
  expect(found.get('SKU-65')).toMatchObject({ id: accepted[64]?.id, dim_weight: 12.5 })

  await masonhub.skus.change('SKU-1', { price: 9.5 })
  expect(fake.skus.get('SKU-1')).toMatchObject({ price: 9.5, product_name: 'Mug', dim_weight: 12.5 })

  const deleted = await masonhub.skus.delete(['SKU-1', 'SKU-2'])
  expect(deleted.orThrow()).toHaveLength(2)
  expect((await masonhub.skus.find(['SKU-1', 'SKU-3'])).size).toBe(1)
})

test('more than 30 identifiers are looked up in several requests and found as one', async () => {
  const { fake, masonhub } = await setUp()
  await masonhub.skus.create(someSkus(70))
  const identifiers = someSkus(70).map(({ customer_identifier }) => customer_identifier)
  expect([...(await masonhub.skus.find(identifiers)).keys()]).toEqual(identifiers)
  expect(sent(fake, 'skus.list')).toBe(3)
})

test('all pages are gone through, a row that comes twice is given once', async () => {
  const { masonhub } = await setUp()
  await masonhub.skus.create(someSkus(25))
  const seen: string[] = []
  for await (const { customer_identifier } of masonhub.skus.items({ limit: 10 }))
    seen.push(customer_identifier)
  expect(seen).toEqual(someSkus(25).map(({ customer_identifier }) => customer_identifier))
})

describe('what there is of a SKU', () => {
  test('comes with it where it is asked for, under one name whatever the vendor called it', async () => {
    const { masonhub } = await setUp()
    const [accepted] = (await masonhub.skus.create(someSkus(1))).orThrow()
    await masonhub.dataFactory.createAvailable({ sku_id: accepted?.id ?? '', quantity: 7 })
    const { data } = await masonhub.skus.list({ cid: ['SKU-1'], include_counts: true })
    expect(data[0]?.inventory_counts).toMatchObject({ total_available_to_sell: 7, total_units: 7 })
    expect(data[0]?.inventory_totals).toMatchObject([{ inventory_status: 'available', count: 7 }])
    const summary = await masonhub.skus.list({ list_type: 'summary' })
    expect(summary.data[0]?.inventory_totals).toMatchObject([{ inventory_status: 'available', count: 7 }])
  })
})

describe('what the vendor refuses', () => {
  test('a bar code that another SKU has is a refusal, once the record shows that it is not the same SKU', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.skus.create([aSku('SKU-1')])
    const { refused } = await masonhub.skus.create([aSku('SKU-2', { customer_bar_code: 'BAR-SKU-1' })])
    expect(refused).toMatchObject([
      { identifier: 'SKU-2', code: '301', messages: [{ field: 'customer_bar_code' }] },
    ])
    expect(sent(fake, 'skus.create')).toBe(2)
    expect(sent(fake, 'skus.list')).toBe(1)
  })

  test('an identifier that a deleted record still has', async () => {
    const { masonhub } = await setUp({ deleted: 'taken' })
    await masonhub.skus.create([aSku('SKU-1')])
    await masonhub.skus.delete(['SKU-1'])
    const { refused } = await masonhub.skus.create([aSku('SKU-1'), aSku('SKU-2')])
    expect(refused).toMatchObject([{ identifier: 'SKU-1', code: '301' }])
  })

  test('nothing, where a deleted record only shows', async () => {
    const { fake, masonhub } = await setUp({ deleted: 'shown' })
    await masonhub.skus.create([aSku('SKU-1')])
    await masonhub.skus.delete(['SKU-1'])
    fake.faults.add({ fault: { kind: 'drop-after' }, operation: 'skus.create', times: 1 })
    const [accepted] = (await masonhub.skus.create([aSku('SKU-1')])).orThrow()
    expect((await masonhub.skus.list({ cid: ['SKU-1'] })).data).toHaveLength(2)
    expect((await masonhub.skus.find(['SKU-1'])).get('SKU-1')?.id).toBe(accepted?.id)
  })

  test('an identifier that is taken counts as accepted, and says so', async () => {
    const { masonhub } = await setUp()
    await masonhub.skus.create([aSku('SKU-1')])
    const { accepted } = await masonhub.skus.create([aSku('SKU-1')])
    expect(accepted).toMatchObject([{ identifier: 'SKU-1', alreadyExisted: true }])
  })

  test('an update and a deletion of what is not there', async () => {
    const { masonhub } = await setUp()
    const { dim_weight: _, ...update } = aSku('SKU-9')
    expect((await masonhub.skus.update([update])).refused).toMatchObject([{ code: '303' }])
    expect((await masonhub.skus.delete(['SKU-9'])).refused).toMatchObject([{ code: '303' }])
  })

  test('a kit that would be unmade', async () => {
    const { masonhub } = await setUp()
    const kit_skus = [{ customer_identifier: 'SKU-1', quantity: 2 }]
    await masonhub.skus.create([aSku('SKU-1'), aSku('KIT-1', { is_kit: true, kit_skus })])
    const unmade = masonhub.skus.change('KIT-1', { is_kit: false })
    await expect(unmade).rejects.toThrow(PartialFailureError)
    await expect(masonhub.skus.change('KIT-1', { price: 3 })).resolves.toMatchObject({ status: 'accepted' })
  })
})

describe('a change', () => {
  test('of a SKU that is not there sends nothing', async () => {
    const { fake, masonhub } = await setUp()
    await expect(masonhub.skus.change('SKU-9', { price: 1 })).rejects.toThrow(InvalidInputError)
    expect(sent(fake, 'skus.update')).toBe(0)
  })

  test('takes a field away, or makes a record of the former one', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.skus.create([aSku('SKU-1', { price: 4, size: 'M' })])
    await masonhub.skus.change('SKU-1', { size: undefined })
    await masonhub.skus.change('SKU-1', (sku) => ({ ...sku, price: (sku.price ?? 0) + 1 }))
    expect(fake.skus.get('SKU-1')).toMatchObject({ price: 5 })
    expect(fake.skus.get('SKU-1')?.size).toBeUndefined()
  })

  const answering = (fake: MasonHubFake, row: object): void => {
    const body = { data: [row] }
    fake.faults.add({ fault: { kind: 'answer', answer: { status: 200, body } }, operation: 'skus.list' })
  }

  test('sends numbers back as the text that they should have been', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.skus.create([aSku('SKU-1')])
    const numbers = { size: 42, commodity_code: 691_200, bar_codes: [12_345_678, 'abcdef'] }
    answering(fake, { ...aSku('SKU-1'), ...numbers })
    await masonhub.skus.change('SKU-1', { price: 12 })
    expect(fake.skus.get('SKU-1')).toMatchObject({
      price: 12,
      size: '42',
      commodity_code: '691200',
      bar_codes: ['12345678', 'abcdef'],
    })
  })

  test.each([
    ['ormd', { ormd: 1 }],
    ['bar_codes.1', { bar_codes: ['abcdef', { code: 'ghijkl' }] }],
    ['commodity_code', { commodity_code: 2 ** 60 }],
    ['kit_skus', { kit_skus: 'none' }],
    ['kit_skus.0.quantity', { kit_skus: [{ sku_id: 's-1', quantity: {} }] }],
    ['pick_style', { pick_style: 'RANDOM' }],
  ])('is refused where it would lose or alter %s, unless that is given anew', async (field, odd) => {
    const { fake, masonhub } = await setUp()
    await masonhub.skus.create([aSku('SKU-1')])
    answering(fake, { ...aSku('SKU-1'), ...odd })
    await expect(masonhub.skus.change('SKU-1', { price: 12 })).rejects.toThrow(`skus.0.${field}: `)
    expect(sent(fake, 'skus.update')).toBe(0)
    const [name = ''] = field.split('.')
    await masonhub.skus.change('SKU-1', { [name]: undefined })
    expect(sent(fake, 'skus.update')).toBe(1)
  })

  test('has one deadline for reading and sending, and checks its options first', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.skus.create([aSku('SKU-1')])
    await expect(masonhub.skus.change('SKU-1', {}, { timeoutMs: -1 })).rejects.toThrow(InvalidInputError)
    expect(sent(fake, 'skus.list')).toBe(0)
    fake.faults.add({ fault: { kind: 'slow', delayMs: 2_000 }, operation: 'skus.list', times: 1 })
    const late = masonhub.skus.change('SKU-1', { price: 2 }, { timeoutMs: 1_000 })
    await expect(late).rejects.toThrow(TimeoutError)
    fake.faults.add({ fault: { kind: 'slow', delayMs: 2_000 }, operation: 'skus.update', times: 1 })
    const unknown = masonhub.skus.change('SKU-1', { price: 2 }, { timeoutMs: 1_000 })
    await expect(unknown).rejects.toMatchObject({ failures: [{ status: 'unknown', sent: 'maybe' }] })
  })

  test('that is not valid sends nothing', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.skus.create([aSku('SKU-1')])
    await expect(masonhub.skus.change('SKU-1', { brand_name: '' })).rejects.toThrow(/skus\.0\.brand_name/)
    expect(sent(fake, 'skus.update')).toBe(0)
  })
})

test('SKUs without a vendor style are sent, and warned of', async () => {
  const logger = recordingLogger()
  const { masonhub } = await setUp({}, { logger })
  const { accepted } = await masonhub.skus.create([aSku('SKU-1', { vendor_style: undefined }), aSku('SKU-2')])
  expect(accepted).toHaveLength(2)
  expect(logger.lines.filter(({ message }) => message.includes('vendor_style'))).toMatchObject([
    { level: 'warn', fields: { skus: 1 } },
  ])
})

test('what is not valid is not sent', async () => {
  const { fake, masonhub } = await setUp()
  const wrong = { ...aSku('SKU-2'), colour: 'blue', dim_weight: undefined }
  await expect(masonhub.skus.create([aSku('S'), wrong as never])).rejects.toThrow(InvalidInputError)
  await expect(masonhub.skus.create(someSkus(1), { chunkSize: 101 })).rejects.toThrow(/at most 100/)
  await expect(masonhub.skus.delete(['a,b'])).rejects.toThrow(/comma/)
  expect(fake.requests).toEqual([])
})
