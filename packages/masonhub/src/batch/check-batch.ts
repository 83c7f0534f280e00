import { InvalidInputError } from '@tenon/core'
import type { z } from 'zod'

import { batchOptions, type BatchOptions } from './batch-options.ts'

const SHOWN_IN_MESSAGE = 10

export interface BatchRules<Item> {
  /** In errors: `'orders'`. */
  readonly noun: string
  /** The vendor's rules for one item. */
  readonly schema: z.ZodType<Item>
  /** The field that tells the items of a batch apart. */
  readonly key: string & keyof Item
  /** What MasonHub takes in one request. Default 30. */
  readonly mostPerRequest?: number
}

const MOST_PER_REQUEST = 30

/**
 * Checks a batch as a whole, so that nothing is sent while any of it is wrong.
 *
 * @throws InvalidInputError with the problems of all items
 */
export function checkBatch<Item>(
  { noun, schema, key, mostPerRequest = MOST_PER_REQUEST }: BatchRules<Item>,
  items: readonly unknown[],
  options: BatchOptions = {},
): { items: Item[]; options: z.output<typeof batchOptions> } {
  const checkedOptions = batchOptions.safeParse(options)
  if (!checkedOptions.success) throw invalid('options', issuesOf('options', checkedOptions.error))

  if ((checkedOptions.data.chunkSize ?? 0) > mostPerRequest)
    throw invalid('options', [
      `options.chunkSize: MasonHub takes at most ${mostPerRequest} ${noun} in one request`,
    ])

  if (!Array.isArray(items)) throw invalid(noun, [`${noun}: must be a list`])

  const issues: string[] = []
  const firstWith = new Map<unknown, number>()
  const checked = items.flatMap((item, index) => {
    const { success, data, error } = schema.safeParse(item)
    if (!success) {
      issues.push(...issuesOf(`${noun}.${index}`, error))
      return []
    }
    const first = firstWith.get(data[key])
    if (first === undefined) firstWith.set(data[key], index)
    else issues.push(`${noun}.${index}.${key}: the same as that of ${noun}.${first}`)
    return [data]
  })
  if (issues.length > 0) throw invalid(noun, issues)
  return { items: checked, options: checkedOptions.data }
}

function issuesOf(at: string, error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${[at, ...path.map(String)].join('.')}: ${message}`)
}

function invalid(what: string, issues: readonly string[]): InvalidInputError {
  const shown = issues.slice(0, SHOWN_IN_MESSAGE)
  const rest = issues.length > shown.length ? [`and ${issues.length - shown.length} more`] : []
  const message = `masonhub: nothing was sent, the ${what} are not valid: ${[...shown, ...rest].join('; ')}`
  return new InvalidInputError({ message, issues })
}
