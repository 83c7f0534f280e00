import { routeOf, type FakeRoute } from '@tenon/core/testing'

import { graphQlOperation } from '../graphql/graphql-operation.ts'
import { isRecord } from '../wire/is-record.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeOrder } from './fake-records.ts'
import { readSelections, type Selection } from './graphql-selection.ts'

interface GraphQlProblem {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: { readonly code: string }
}

/** GraphQL v2, as far as it is about orders and the account: `order(id)`, `orders(ids)`, `account(slug)`. */
export function fakeGraphQlRoutes(
  { books }: Pick<FakePorts, 'books'>,
  accountSlug: string,
  problemWith: (authorization: string | undefined) => string | undefined,
): FakeRoute[] {
  const orders = books.collection<FakeOrder>('orders')

  const byId = (id: unknown): unknown => {
    const order = [...orders.values()].find((one) => one.id === id)
    return order === undefined
      ? null
      : camelCased({ ...order, order_fulfillments: order.fulfillments, shorts: undefined })
  }

  const roots: Readonly<Record<string, (given: Selection['given']) => unknown>> = {
    order: ({ id }) => byId(id),
    orders: ({ ids }) => (Array.isArray(ids) ? ids.map(byId) : []),
    account: ({ slug }) => (slug === accountSlug ? { name: accountSlug, slug: accountSlug } : null),
  }

  function execute(selections: readonly Selection[]): { data: object; errors?: GraphQlProblem[] } {
    const errors: GraphQlProblem[] = []
    const data = Object.fromEntries(
      selections.map(({ name, as, given, fields }) => {
        const resolve = Object.hasOwn(roots, name) ? roots[name] : undefined
        if (resolve === undefined) {
          errors.push(problem('VALIDATION_ERROR', `Cannot query field "${name}"`, [as]))
          return [as, null]
        }
        const value = resolve(given)
        if (value === null) errors.push(problem('NOT_FOUND', `${name} not found`, [as]))
        return [as, select(value, fields)]
      }),
    )
    return { data, ...(errors.length > 0 && { errors }) }
  }

  return [
    routeOf(graphQlOperation, ({ body, headers }) => {
      const refusal = problemWith(headers['authorization'])
      if (refusal !== undefined)
        return { status: 200, body: { data: null, errors: [problem('UNAUTHORIZED', refusal)] } }
      const { query, variables } = isRecord(body) ? body : {}
      const selections = readSelections(String(query), isRecord(variables) ? variables : {})
      return selections === undefined
        ? { status: 200, body: { data: null, errors: [problem('VALIDATION_ERROR', 'Syntax Error')] } }
        : { status: 200, body: execute(selections) }
    }),
  ]
}

function problem(code: string, message: string, path?: readonly (string | number)[]): GraphQlProblem {
  return { message, ...(path && { path }), extensions: { code } }
}

function select(value: unknown, fields: readonly Selection[]): unknown {
  if (Array.isArray(value)) return value.map((one) => select(one, fields))
  if (!isRecord(value) || fields.length === 0) return value
  return Object.fromEntries(
    fields.map((field) => [field.as, select(value[field.name] ?? null, field.fields)]),
  )
}

function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      camelCased(inner),
    ]),
  )
}
