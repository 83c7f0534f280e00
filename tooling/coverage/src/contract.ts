import { z } from 'zod'

import { checkReferences } from './check-references.ts'

/** How sure something is: one of the words that the contract explains under `confidence`. */
const confidence = z.string()
const fields = z.record(z.string(), confidence)
const notes = z.array(z.string()).optional()

/** A schema in a body. */
const payload = z.strictObject({
  /** Left out for a body without fields, as a list of texts. */
  schema: z.string().optional(),
  /** Where it may sit: `''` is the body itself, `'data[]'` an element of its `data`. One of these is enough. */
  at: z.array(z.string()).min(1),
  /** Where the whole is less sure than the schema. */
  confidence: confidence.optional(),
  /** The version of the event that it belongs to. */
  version: z.string().optional(),
})

const operation = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  /** Below the prefix; the names of parameters are ours. */
  path: z.string().startsWith('/'),
  /** In place of the contract's. */
  pathPrefix: z.string().optional(),
  /** `hosted`: the vendor calls it, at the partner's. */
  direction: z.enum(['call', 'hosted']),
  summary: z.string(),
  confidence,
  query: fields.optional(),
  body: z.array(payload).optional(),
  response: z.array(payload).optional(),
  /** Where the sources disagree. */
  notes,
})

const event = z.strictObject({
  /** The vendor's word, or ours where it has none. */
  type: z.string(),
  direction: z.literal('webhook'),
  summary: z.string(),
  confidence,
  /** The vendor's numbers for its forms, where it has some. */
  versions: z.array(z.string()),
  data: z.array(payload),
  /** Whole bodies of deliveries, one for each form. */
  examples: z.array(z.json()).min(1),
  notes,
})

const schema = z.strictObject({
  /** Where the list of fields is from. */
  source: z.string(),
  /** In dots; `[]` stands for the elements of a list, `*` for the keys of a map. */
  fields,
  /** The schema that lies below a field. */
  contains: z.record(z.string(), z.string()).optional(),
  onlyReceived: z.array(z.string()).optional(),
  onlySent: z.array(z.string()).optional(),
  notes,
})

/** A vendor's API as its sources describe it, independently of what a provider declares. */
export const contract = z
  .strictObject({
    $comment: z.string(),
    provider: z.string(),
    pathPrefix: z.string(),
    /** From the surest to the least sure. What must not be typed is there to be recognised. */
    confidence: z.record(z.string(), z.strictObject({ means: z.string(), mustBeTyped: z.boolean() })),
    /** The schema of what stands around an event's data: read by `WebhookDefinition.read`, so the examples try it. */
    envelope: z.string().optional(),
    operations: z.array(operation),
    events: z.array(event),
    /** What the vendor mentions without saying where it is; not counted. */
    announced: z.array(z.strictObject({ summary: z.string(), confidence, known: z.string() })).optional(),
    schemas: z.record(z.string(), schema),
  })
  .superRefine((value, context) => {
    for (const issue of checkReferences(value)) context.addIssue(issue)
  })

export interface Contract extends z.output<typeof contract> {}
export type ContractOperation = Contract['operations'][number]
export type ContractEvent = Contract['events'][number]
export type Payload = z.output<typeof payload>
