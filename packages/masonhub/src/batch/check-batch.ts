import type { z } from 'zod'

import { checkInput } from '../wire/check-input.ts'
import { invalidInput } from '../wire/invalid-input.ts'
import { issuesOf } from '../wire/issues-of.ts'
import { batchOptions, type BatchOptions } from './batch-options.ts'

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
  const checkedOptions = checkInput(batchOptions, options, notValid('options'), 'options')

  if ((checkedOptions.chunkSize ?? 0) > mostPerRequest)
    throw invalidInput(notValid('options'), [
      `options.chunkSize: MasonHub takes at most ${mostPerRequest} ${noun} in one request`,
    ])

  if (!Array.isArray(items)) throw invalidInput(notValid(noun), [`${noun}: must be a list`])

  const issues: string[] = []
  const firstWith = new Map<unknown, number>()
  const checked = items.flatMap((item, index) => {
    const { success, data, error } = schema.safeParse(item)
    if (!success) {
      issues.push(...issuesOf(error, noun, index))
      return []
    }
    const first = firstWith.get(data[key])
    if (first === undefined) firstWith.set(data[key], index)
    else issues.push(`${noun}.${index}.${key}: the same as that of ${noun}.${first}`)
    return [data]
  })
  if (issues.length > 0) throw invalidInput(notValid(noun), issues)
  return { items: checked, options: checkedOptions }
}

function notValid(what: string): string {
  return `masonhub: nothing was sent, the ${what} are not valid`
}
