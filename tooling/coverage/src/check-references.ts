import type { Contract } from './contract.ts'
import { operationId } from './operation-id.ts'

/** What in a contract names something that is not there, or is there twice. */
export function checkReferences(contract: Contract): string[] {
  const { operations, events, announced = [], schemas, envelope } = contract
  const parts = [...operations, ...events]
  const payloads = [
    ...operations.flatMap(({ body = [], response = [] }) => [...body, ...response]),
    ...events.flatMap(({ data }) => data),
  ]
  const words = [
    ...[...parts, ...announced].map(({ confidence }) => confidence),
    ...payloads.flatMap(({ confidence = [] }) => confidence),
    ...operations.flatMap(({ query = {} }) => Object.values(query)),
    ...Object.values(schemas).flatMap(({ fields }) => Object.values(fields)),
  ]
  const names = [
    ...payloads.flatMap(({ schema = [] }) => schema),
    ...Object.values(schemas).flatMap(({ contains = {} }) => Object.values(contains)),
    ...(envelope === undefined ? [] : [envelope]),
  ]
  const ids = [...operations.map(operationId), ...events.map(({ type }) => type)]
  return [
    ...unknown('confidence', words, contract.confidence),
    ...unknown('schema', names, schemas),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is there twice`),
    ...Object.entries(schemas).flatMap(
      ([name, { fields, contains = {}, onlyReceived = [], onlySent = [] }]) =>
        [...Object.keys(contains), ...onlyReceived, ...onlySent]
          .filter((path) => !Object.hasOwn(fields, path))
          .map((path) => `schema ${name} has no field ${path}`),
    ),
    ...Object.keys(schemas).flatMap((name) =>
      reaches(contract, name, name) ? [`schema ${name} contains itself`] : [],
    ),
  ]
}

function unknown(what: string, names: readonly string[], known: object): string[] {
  return [...new Set(names)]
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => `no ${what} "${name}"`)
}

function reaches(contract: Contract, from: string, to: string, seen = new Set<string>()): boolean {
  return Object.values(contract.schemas[from]?.contains ?? {}).some((name) => {
    if (name === to) return true
    if (seen.has(name)) return false
    seen.add(name)
    return reaches(contract, name, to, seen)
  })
}
