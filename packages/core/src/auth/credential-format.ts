import type { Secret } from '../secret/secret.ts'

/** How a credential is written into its header. */
export interface CredentialFormat {
  /** In lower case. */
  readonly header: string
  write(secret: Secret): string
}

/** `Authorization: Bearer <secret>` */
export const bearer: CredentialFormat = {
  header: 'authorization',
  write: (secret) => `Bearer ${secret.reveal()}`,
}

/** `<header>: <secret>`, as API keys are sent. */
export function apiKey(header: string): CredentialFormat {
  return { header: header.toLowerCase(), write: (secret) => secret.reveal() }
}

/** `Authorization: Basic <base64 of user:secret>` */
export function basic(user: string): CredentialFormat {
  return {
    header: 'authorization',
    write: (secret) => `Basic ${Buffer.from(`${user}:${secret.reveal()}`).toString('base64')}`,
  }
}
