import { z } from 'zod'

import { UsageError } from './usage-error.ts'

/** Each may be given itself, or as a file that holds it. */
const PAIRS = ['MASONHUB_TOKEN', 'HUBBLE_CLIENT_SECRET']

const text = z.string().trim().min(1, 'is empty')

function oneOf<const Word extends string>(...words: Word[]) {
  return z.enum(words, {
    error: (issue) => (issue.input === undefined ? 'is missing' : `must be one of ${words.join(', ')}`),
  })
}

/** Every variable that the app reads, and nothing else of the environment. */
const schema = z.object({
  MASONHUB_ENVIRONMENT: oneOf('production', 'sandbox'),
  MASONHUB_ACCOUNT: text,
  MASONHUB_TOKEN: text.optional(),
  MASONHUB_TOKEN_FILE: text.optional(),
  MASONHUB_BASE_URL: text.optional(),
  MASONHUB_WEBHOOK_TOKEN: text.optional(),
  HUBBLE_ENVIRONMENT: oneOf('production', 'staging'),
  HUBBLE_CLIENT_ID: text,
  HUBBLE_CLIENT_SECRET: text.optional(),
  HUBBLE_CLIENT_SECRET_FILE: text.optional(),
  HUBBLE_BASE_URL: text.optional(),
  HUBBLE_WEBHOOK_SECRET: text.optional(),
  /** Lets the base URLs be http on this machine: for fakes that somebody else started. */
  TENON_ALLOW_LOOPBACK: z.enum(['1', 'true']).optional(),
})

export type Environment = z.infer<typeof schema>

/** Are there credentials at all? */
export function hasCredentials(environment: NodeJS.ProcessEnv): boolean {
  return Object.keys(environment).some((name) => /^(MASONHUB_TOKEN|HUBBLE_CLIENT_SECRET)/.test(name))
}

/** @throws UsageError naming every variable that is missing or wrong, never its value */
export function readEnvironment(environment: NodeJS.ProcessEnv): Environment {
  const result = schema.safeParse(environment)
  const hasSecrets = PAIRS.every((name) => (environment[name] ?? environment[`${name}_FILE`]) !== undefined)
  if (result.success && hasSecrets) return result.data
  const problems = new Map<string, string>()
  for (const { path, code, message } of result.error?.issues ?? []) {
    const name = path.join('.')
    if (!problems.has(name)) problems.set(name, code === 'invalid_type' ? 'is missing' : message)
  }
  for (const name of PAIRS) {
    const given = environment[name] ?? environment[`${name}_FILE`]
    if (given === undefined) problems.set(name, `is missing (or set ${name}_FILE)`)
  }
  const lines = [...problems].map(([name, problem]) => `${name} ${problem}`)
  throw new UsageError(`the environment is not complete:\n  ${lines.join('\n  ')}`)
}
