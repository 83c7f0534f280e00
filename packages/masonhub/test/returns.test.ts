import { InvalidInputError, MalformedResponseError, ResponseTooLargeError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import type { Download, MasonHub } from '../src/index.ts'
import type { MasonHubFake, MasonHubFakeOptions } from '../src/testing/index.ts'
import { setUp } from './set-up.ts'
import { aReturn, someSkus } from './warehouse-fixture.ts'

async function setUpReturns(
  options: MasonHubFakeOptions = {},
): Promise<{ fake: MasonHubFake; masonhub: MasonHub }> {
  const both = await setUp(options)
  await both.masonhub.skus.create(someSkus(2))
  return both
}

async function textOf(file: Download): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of file) chunks.push(chunk)
  return Buffer.concat(chunks).toString('latin1')
}

test('a return gets its label at once, which is fetched with the token', async () => {
  const { fake, masonhub } = await setUpReturns()
  const [accepted] = (await masonhub.returns.create([aReturn('RETURN-1')])).orThrow()
  expect(accepted?.label?.trackingNumber).toMatch(/^420/)
  expect(fake.stock('SKU-1', 'expected')).toBe(4)

  const file = await masonhub.returns.label(accepted?.label?.url ?? '')
  expect([file.format, file.contentType]).toEqual(['pdf', 'application/pdf'])
  expect(await textOf(file)).toContain(`RETURN-1 ${accepted?.label?.trackingNumber}`)

  const found = (await masonhub.returns.find(['RETURN-1'])).get('RETURN-1')
  expect(found).toMatchObject({ return_label_url: accepted?.label?.url, status: 'open' })
})

test('a return whose answer was lost has its label from the record', async () => {
  const { fake, masonhub } = await setUpReturns()
  fake.faults.add({ fault: { kind: 'drop-after' }, operation: 'returns.create', times: 1 })
  const [accepted] = (await masonhub.returns.create([aReturn('RETURN-1')])).orThrow()
  expect(accepted?.label?.url).toBe(fake.returns.get('RETURN-1')?.return_label_url)
})

test('a return with a shorter name than one may be given is changed and deleted', async () => {
  const { fake, masonhub } = await setUpReturns()
  const result = [{ customer_identifier: 'RMA1', status: 'success' }]
  const done = { kind: 'answer', answer: { status: 200, body: result } } as const
  const body = { data: [{ ...aReturn('RMA1'), id: 'r-1' }] }
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 200, body } }, operation: 'returns.list' })
  fake.faults.add({ fault: done, operation: 'returns.update' })
  fake.faults.add({ fault: done, operation: 'returns.delete' })
  await expect(masonhub.returns.change('RMA1', {})).resolves.toMatchObject({ status: 'accepted' })
  expect((await masonhub.returns.delete(['RMA1'])).orThrow()).toHaveLength(1)
  await expect(masonhub.returns.create([aReturn('RMA1')])).rejects.toThrow(InvalidInputError)
})

test('without a label it is the parcel that must be named, with one the address', async () => {
  const { fake, masonhub } = await setUpReturns()
  const { customer_address_city: _, ...homeless } = aReturn('RETURN-1')
  await expect(masonhub.returns.create([homeless])).rejects.toThrow(
    /customer_address_city: is required for a label/,
  )
  const nameless = aReturn('RETURN-1', { generate_return_label: false })
  await expect(masonhub.returns.create([nameless])).rejects.toThrow(/package_id: is required without a label/)
  const { accepted } = await masonhub.returns.create([{ ...nameless, package_id: '1Z-0001' }])
  expect(accepted).toMatchObject([{ identifier: 'RETURN-1', label: undefined }])
  expect(fake.returns.get('RETURN-1')?.package_id).toBe('1Z-0001')
})

test('a changed return keeps its parcel, and gets no second label', async () => {
  const { fake, masonhub } = await setUpReturns()
  await masonhub.returns.create([aReturn('RETURN-1')])
  const before = fake.returns.get('RETURN-1')
  await masonhub.returns.change('RETURN-1', { customer_instructions: 'ring twice' })
  expect(fake.returns.get('RETURN-1')).toMatchObject({
    version: 2,
    package_id: before?.package_id,
    return_label_url: before?.return_label_url,
    customer_instructions: 'ring twice',
  })
})

describe('a return that comes back', () => {
  test.each([
    ['receiveFull', 0, { 'quality-control': 4 }],
    ['receivePartial', 0, { 'quality-control': 2 }],
  ] as const)('%s', async (event, expected, came) => {
    const { fake, masonhub } = await setUpReturns()
    await masonhub.returns.create([aReturn('RETURN-1')])
    await masonhub.dataFactory.rmaEvent({ customer_identifier: 'RETURN-1', event })
    expect(fake.stock('SKU-1', 'expected')).toBe(expected)
    expect(fake.stock('SKU-1', 'quality-control')).toBe(came['quality-control'])
    const found = (await masonhub.returns.find(['RETURN-1'])).get('RETURN-1')
    expect(found).toMatchObject({
      status: 'received',
      line_items: [{ quantity_received: came['quality-control'] }],
    })
    expect(found?.received_at).toEqual(expect.any(String))
  })

  test('with something that nobody announced', async () => {
    const { fake, masonhub } = await setUpReturns()
    await masonhub.returns.create([aReturn('RETURN-1')])
    await masonhub.dataFactory.rmaEvent({ customer_identifier: 'RETURN-1', event: 'receiveUnexpected' })
    expect(fake.returns.get('RETURN-1')?.line_items[1]).toMatchObject({
      customer_sku_id: 'SKU-2',
      not_on_original_rma: true,
    })
    expect([fake.stock('SKU-2', 'expected'), fake.stock('SKU-2', 'quality-control')]).toEqual([0, 1])
  })

  test('can no longer be withdrawn', async () => {
    const { masonhub } = await setUpReturns()
    await masonhub.returns.create([aReturn('RETURN-1')])
    await masonhub.dataFactory.rmaEvent({ customer_identifier: 'RETURN-1' })
    expect((await masonhub.returns.delete(['RETURN-1'])).refused).toMatchObject([{ code: '409' }])
  })
})

test('a withdrawn return is no longer expected', async () => {
  const { fake, masonhub } = await setUpReturns()
  await masonhub.returns.create([aReturn('RETURN-1')])
  expect((await masonhub.returns.delete(['RETURN-1'])).accepted).toHaveLength(1)
  expect(fake.stock('SKU-1', 'expected')).toBe(0)
  expect((await masonhub.returns.list({ status: 'open' })).data).toEqual([])
})

describe('an address that is not a file of MasonHub', () => {
  test.each([
    ['of another host', 'https://evil.example/label.pdf'],
    ['of a host that only looks like it', 'https://app.masonhub.co.evil.example/label.pdf'],
    ['without encryption', 'http://app.masonhub.co/acme/label.pdf'],
    ['on another port', 'https://app.masonhub.co:8443/label.pdf'],
    ['with credentials', 'https://user:secret@app.masonhub.co/label.pdf'],
    ['of this machine', 'http://127.0.0.1:1/label.pdf'],
    ['of an inner network', 'https://169.254.169.254/latest/meta-data'],
    ['of a file', 'file:///etc/passwd'],
    ['without a scheme', '//evil.example/label.pdf'],
    ['that is none', 'https://'],
  ])('%s is not fetched', async (_, url) => {
    const { fake, masonhub } = await setUp()
    await expect(masonhub.returns.label(url)).rejects.toThrow(InvalidInputError)
    await expect(masonhub.inventory.downloadSnapshot(url)).rejects.toThrow(InvalidInputError)
    expect(fake.requests).toEqual([])
  })
})

describe('a label that cannot be had', () => {
  const labelWith = async (answer: object): Promise<Promise<unknown>> => {
    const { fake, masonhub } = await setUpReturns()
    const [accepted] = (await masonhub.returns.create([aReturn('RETURN-1')])).orThrow()
    const fault = { kind: 'answer', answer: { status: 200, ...answer } } as const
    fake.faults.add({ fault, operation: 'returns.label' })
    return masonhub.returns.label(accepted?.label?.url ?? '')
  }

  test('because a web page comes in its place', async () => {
    const html = { text: ' \n<!doctype html><title>Log in</title>', headers: { 'content-type': 'text/html' } }
    await expect(labelWith(html)).rejects.toThrow(MalformedResponseError)
  })

  test('because it is empty', async () => {
    await expect(labelWith({ text: '' })).rejects.toThrow(/empty/)
  })

  test('because the vendor sends it elsewhere', async () => {
    const moved = { status: 302, headers: { location: 'https://evil.example/' }, text: '' }
    await expect(labelWith(moved)).rejects.toMatchObject({ code: 'HTTP', status: 302 })
  })

  test('because the vendor has none', async () => {
    const { masonhub, fake } = await setUpReturns()
    const missing = masonhub.returns.label(`${fake.url}/acme/api/v1/return-labels/gone.pdf`)
    await expect(missing).rejects.toMatchObject({ status: 404, operation: 'returns.label' })
  })
})

test('a label that is larger than allowed is not read to its end', async () => {
  const { masonhub } = await setUpReturns()
  const [accepted] = (await masonhub.returns.create([aReturn('RETURN-1')])).orThrow()
  const file = await masonhub.returns.label(accepted?.label?.url ?? '', { maxBytes: 100 })
  await expect(textOf(file)).rejects.toThrow(ResponseTooLargeError)
})

test('closing the client ends a download', async () => {
  const { fake, masonhub } = await setUpReturns()
  const [accepted] = (await masonhub.returns.create([aReturn('RETURN-1')])).orThrow()
  fake.faults.add({ fault: { kind: 'slow', delayMs: 5_000 }, operation: 'returns.label' })
  const download = masonhub.returns.label(accepted?.label?.url ?? '')
  const [ended] = await Promise.allSettled([download, masonhub.close()])
  expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'CLOSED' } })
  await expect(masonhub.returns.label(accepted?.label?.url ?? '')).rejects.toMatchObject({ code: 'CLOSED' })
})
