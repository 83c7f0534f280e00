import { expect, test } from 'vitest'

import { contract } from '../src/contract.ts'
import { bakeryContract } from './made-up.ts'

function problems(changes: object): string[] | undefined {
  return contract.safeParse({ ...bakeryContract, ...changes }).error?.issues.map(({ message }) => message)
}

const { operations, schemas } = bakeryContract
const [list] = operations
const loaf = { source: 'made up', fields: { id: 'sure' } }

test.for([
  [
    'a schema that is not there',
    { schemas: { ...schemas, loaf: { ...loaf, contains: { id: 'crumb' } } } },
    'no schema "crumb"',
  ],
  [
    'a word for confidence that is not explained',
    { schemas: { ...schemas, loaf: { ...loaf, fields: { id: 'hoped' } } } },
    'no confidence "hoped"',
  ],
  [
    'a direction of a field that is not there',
    { schemas: { ...schemas, loaf: { ...loaf, onlySent: ['name'] } } },
    'schema loaf has no field name',
  ],
  [
    'a schema that contains itself',
    { schemas: { ...schemas, loaf: { ...loaf, contains: { id: 'loaf' } } } },
    'schema loaf contains itself',
  ],
  ['an operation that is there twice', { operations: [list, list] }, 'GET /loaves is there twice'],
] as const)('a contract with %s is refused', ([, changes, problem]) => {
  expect(problems(changes)).toContain(problem)
})

test('a contract with a slip in a name is refused', () => {
  expect(problems({ operations: [{ ...list, respones: [] }] })).toEqual(['Unrecognized key: "respones"'])
})
