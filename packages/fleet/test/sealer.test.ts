import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { createSealer } from '../src/create-sealer.ts'

const sealer = createSealer('a key of the fleet, which is long enough')
const name = sealer.nameOf('vendor', 'fingerprint')
const token = { value: 'token', lifetimeSeconds: 3_600 }

test('what was sealed is opened, whatever it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 2 }), (value) => {
      expect(sealer.open(name, sealer.seal(name, { value }))).toEqual(JSON.parse(JSON.stringify({ value })))
    }),
  )
})

test('the same token never looks the same twice', () => {
  const sealed = Array.from({ length: 1_000 }, () => Buffer.from(sealer.seal(name, token)).toString('hex'))
  expect(new Set(sealed).size).toBe(1_000)
})

test('a record in which any bit is another is not opened', () => {
  const sealed = sealer.seal(name, token)
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const tampered = Uint8Array.from(sealed)
    tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(sealer.open(name, tampered)).toBeUndefined()
  }
})

test('a record that is cut or longer is not opened, and no bytes make it fail otherwise', () => {
  const sealed = sealer.seal(name, token)
  for (let length = 0; length < sealed.length; length += 1)
    expect(sealer.open(name, sealed.subarray(0, length))).toBeUndefined()
  expect(sealer.open(name, Buffer.concat([sealed, Buffer.of(0)]))).toBeUndefined()
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => sealer.open(name, bytes) === undefined))
  expect(sealer.open(name, undefined as never)).toBeUndefined()
})

test('a record is opened only under its own name, and with its own key', () => {
  const sealed = sealer.seal(name, token)
  expect(sealer.open(sealer.nameOf('vendor', 'other'), sealed)).toBeUndefined()
  expect(createSealer('another key of the fleet, long enough').open(name, sealed)).toBeUndefined()
})

test('names tell apart what is not the same, and cannot be computed without the key', () => {
  const parts = [['a', 'b'], ['ab', ''], ['', 'ab'], ['a","b'], ['a,b'], ['a', 'b', '']]
  expect(new Set(parts.map((one) => sealer.nameOf(...one))).size).toBe(parts.length)
  expect(sealer.nameOf('a', 'b')).toBe(sealer.nameOf('a', 'b'))
  expect(createSealer('another key of the fleet, long enough').nameOf('a', 'b')).not.toBe(
    sealer.nameOf('a', 'b'),
  )
})
