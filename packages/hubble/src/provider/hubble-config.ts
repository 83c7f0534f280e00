import { Secret, type Schema, type SecretSource } from '@tenon/core'
import { z } from 'zod'

/** What Hubble's client needs to know of your account. */
export interface HubbleAccount {
  /** They share nothing: keys, wallets, webhooks and address lists are separate. */
  readonly environment: 'production' | 'staging'
  /** Both from Hubble's integration portal. */
  readonly auth: {
    readonly clientId: string
    /** A value, a function or a file; read anew for every login. */
    readonly clientSecret: SecretSource
  }
  /** Another origin than the environment's own: for a fake server or a gateway. */
  readonly baseUrl?: string | undefined
  /** By contract. For `'b2c'`, `placeOrder` demands `customerDetails`. Default `'b2b'`. */
  readonly partnerType?: 'b2b' | 'b2c' | undefined
}

/** The same after checks: complete, and with nothing in it that shows the secret. */
export interface HubbleConfig {
  readonly environment: 'production' | 'staging'
  readonly auth: { readonly clientId: string; readonly clientSecret: Exclude<SecretSource, string> }
  readonly baseUrl?: string | undefined
  readonly partnerType: 'b2b' | 'b2c'
}

type Problem = (issue: { readonly input?: unknown }) => string

function unless(expected: string): Problem {
  return ({ input }) => {
    if (input === undefined) return 'is missing'
    return typeof input === 'string' && input.trim() === '' ? 'is empty' : `must be ${expected}`
  }
}

function oneOf<const Value extends string>(...values: readonly Value[]): z.ZodType<Value, Value> {
  return z.enum(values, { error: unless(values.map((value) => `'${value}'`).join(' or ')) })
}

const text = z.string({ error: unless('a string') }).regex(/\S/, 'is empty')

const clientSecret: z.ZodType<HubbleConfig['auth']['clientSecret'], SecretSource> = z.union(
  [
    text.transform((value) => new Secret(value)),
    z.custom<Secret>((value) => Secret.isInstance(value)),
    z.custom<() => string>((value) => typeof value === 'function'),
    z.strictObject({ file: text }),
  ],
  { error: unless('a string, a Secret, a function, or { file }') },
)

/** Strict, so that a slip of the pen is found; each problem's path ends with the option's name. */
const unknownOption = z.custom<undefined>(() => false, 'unknown option')

/** Left out altogether, it is its parts that are missing. */
const auth = z.preprocess(
  (given) => given ?? {},
  z.object({ clientId: text, clientSecret }).catchall(unknownOption),
) as z.ZodType<HubbleConfig['auth'], HubbleAccount['auth']>

export const hubbleConfig: Schema<HubbleAccount, HubbleConfig> = z
  .object({
    environment: oneOf('production', 'staging'),
    auth,
    baseUrl: text.optional(),
    partnerType: oneOf('b2b', 'b2c').default('b2b'),
  })
  .catchall(unknownOption)
