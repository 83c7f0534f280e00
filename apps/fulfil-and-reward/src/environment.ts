import { z } from 'zod'

import { UsageError } from './usage-error.ts'

const text = z.string().trim().min(1, 'is empty')

/** Every variable that the app reads, and nothing else of the environment. */
const schema = z
  .object({
    MASONHUB_ENVIRONMENT: z.enum(['production', 'sandbox']),
    MASONHUB_ACCOUNT: text,
    MASONHUB_TOKEN: text.optional(),
    MASONHUB_TOKEN_FILE: text.optional(),
    MASONHUB_BASE_URL: text.optional(),
    MASONHUB_WEBHOOK_TOKEN: text.optional(),
    HUBBLE_ENVIRONMENT: z.enum(['production', 'staging']),
    HUBBLE_CLIENT_ID: text,
    HUBBLE_CLIENT_SECRET: text.optional(),
    HUBBLE_CLIENT_SECRET_FILE: text.optional(),
    HUBBLE_BASE_URL: text.optional(),
    HUBBLE_WEBHOOK_SECRET: text.optional(),
    /** Lets the base URLs be http on this machine: for fakes that somebody else started. */
    TENON_ALLOW_LOOPBACK: z.enum(['1', 'true']).optional(),
  })
  .refine((given) => given.MASONHUB_TOKEN ?? given.MASONHUB_TOKEN_FILE, {
    path: ['MASONHUB_TOKEN'],
    message: 'is missing (or set MASONHUB_TOKEN_FILE)',
  })
  .refine((given) => given.HUBBLE_CLIENT_SECRET ?? given.HUBBLE_CLIENT_SECRET_FILE, {
    path: ['HUBBLE_CLIENT_SECRET'],
    message: 'is missing (or set HUBBLE_CLIENT_SECRET_FILE)',
  })

export type Environment = z.infer<typeof schema>

/** Are there credentials at all? */
export function hasCredentials(environment: NodeJS.ProcessEnv): boolean {
  return Object.keys(environment).some((name) => /^(MASONHUB_TOKEN|HUBBLE_CLIENT_SECRET)/.test(name))
}

/** @throws UsageError naming every variable that is missing or wrong, never its value */
export function readEnvironment(environment: NodeJS.ProcessEnv): Environment {
  const result = schema.safeParse(environment)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => {
    const missing = issue.code === 'invalid_type'
    return `${issue.path.join('.')} ${missing ? 'is missing' : issue.message}`
  })
  throw new UsageError(`the environment is not complete:\n  ${problems.join('\n  ')}`)
}
