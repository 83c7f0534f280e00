import { expect, test } from 'vitest'
import { z } from 'zod'

import { findField } from '../src/find-field.ts'
import { jsonSchemaOf } from '../src/json-schema.ts'

const named = z.object({ name: z.string() })

test.for([
  ['a field', named, 'name', 'typed'],
  ['a field that is not there', named, 'nmae', 'untyped'],
  ['a field that merely passes', z.looseObject({}), 'name', 'untyped'],
  ['a field of a text', z.object({ shop: z.string() }), 'shop.name', 'untyped'],
  ['the value itself', z.array(z.string()), '', 'typed'],
  ['an element', z.object({ tags: z.array(z.string()) }), 'tags[]', 'typed'],
  ['an element of what is not a list', z.object({ tags: z.string() }), 'tags[]', 'untyped'],
  ['a field of an element', z.array(named), '[].name', 'typed'],
  ['an element of an element', z.object({ rows: z.array(z.array(named)) }), 'rows[][].name', 'typed'],
  ['an element of a tuple', z.tuple([z.string(), named]), '[].name', 'typed'],
  ['one of several forms', z.union([z.string(), z.array(z.string()), named]).nullish(), 'name', 'typed'],
  ['both of two', z.intersection(z.object({ id: z.string() }), named), 'name', 'typed'],
  ['a value of a map', z.record(z.string(), z.array(named)), '*[].name', 'typed'],
  ['a key of a map', z.record(z.string(), named), 'anything.name', 'typed'],
  ['a value of a map with known keys', z.record(z.enum(['online', 'offline']), named), '*.name', 'typed'],
  [
    'a map of unknown values',
    z.object({ extra: z.record(z.string(), z.unknown()) }),
    'extra.name',
    'untyped',
  ],
  ['what is read before a transform', named.transform(({ name }) => ({ title: name })), 'name', 'typed'],
  ['what a transform makes', named.transform(({ name }) => ({ title: name })), 'title', 'untyped'],
  ['what is read after a preprocessing', z.preprocess((value) => value, named), 'name', 'typed'],
  ['what is read by code', z.unknown().transform((value) => value), 'name', 'opaque'],
  [
    'what is beside a Date',
    z.object({ at: z.union([z.iso.datetime(), z.date()]), of: named }),
    'of.name',
    'typed',
  ],
  ['what is a Date', z.object({ at: z.date() }), 'at', 'typed'],
  ['what is below a custom check', z.object({ of: z.custom(() => true) }), 'of.name', 'opaque'],
  ['what falls back to a value', named.catch({ name: '' }).default({ name: '' }), 'name', 'typed'],
] as const)('%s', ([, schema, path, expected]) => {
  expect(findField(jsonSchemaOf(schema, 'input'), path)).toBe(expected)
})

test('a field of what a schema hands on', () => {
  const piped = z
    .pipe(
      z.string(),
      z.transform((text: string) => ({ name: text })),
    )
    .pipe(named)
  expect(findField(jsonSchemaOf(piped, 'input'), 'name')).toBe('untyped')
  expect(findField(jsonSchemaOf(piped, 'output'), 'name')).toBe('typed')
})

test('a schema that contains itself', () => {
  const tree = z.object({
    name: z.string(),
    get branches() {
      return z.array(tree)
    },
  })
  const schema = jsonSchemaOf(z.object({ tree }), 'input')
  expect(findField(schema, 'tree.branches[].branches[].name')).toBe('typed')
  expect(findField(schema, 'tree.branches[].leaves')).toBe('untyped')
  expect(findField({ $defs: { circle: { $ref: '#/$defs/circle' } }, $ref: '#/$defs/circle' }, 'name')).toBe(
    'untyped',
  )
})

test('a schema that cannot tell its form shows nothing', () => {
  const mute = {
    '~standard': { version: 1, vendor: 'made up', validate: (value: unknown) => ({ value }) },
  } as const
  expect(findField(jsonSchemaOf(mute, 'input'), 'name')).toBe('opaque')
})
