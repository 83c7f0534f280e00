import { z } from 'zod'

/*
 * The parts that answers and callbacks are described with. MasonHub's samples and its contract disagree in many
 * places, so that no field may stop an answer: one that is not what it should be reads as undefined.
 */

/**
 * A field of an answer: it may be there, null, or missing. It says no more than that, so that the declarations
 * of what is made of such fields stay readable.
 */
export type Received<T> = z.ZodOptional<z.ZodType<T | null, unknown>>

/** A field that reads as undefined where it is not what it should be. */
export function received<T>(schema: z.ZodType<T>): Received<T> {
  return schema.nullish().catch(undefined) as unknown as Received<T>
}

export const text = received(z.string())

/** A number; some samples write it as text. */
export const numeric = received(
  z.union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ]),
)

/** Yes or no; some samples write it as text. */
export const flag = received(
  z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]),
)

/** A list; elements that are not what they should be are left out. */
export function listOf<T>(item: z.ZodType<T>): Received<T[]> {
  const items = z.array(item.nullable().catch(null))
  return received(items.transform((all) => all.filter((one): one is T & {} => one !== null)))
}

/** What a record is known by: the one field that must be there. */
export const identifier: z.ZodType<string> = z.union([z.string().min(1), z.number().transform(String)])
