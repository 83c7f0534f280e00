import type { WebhookVerification } from '@tenon/core'

/** What is wrong with how a definition verifies, if anything: TypeScript does not see every definition. */
export function verificationProblem(
  verification: Partial<WebhookVerification> | undefined,
): string | undefined {
  if (verification?.kind !== 'token' && verification?.kind !== 'hmac-sha256')
    return `its kind is "${verification?.kind}"; there are 'token' and 'hmac-sha256'`
  if (typeof verification.header !== 'string' || verification.header === '') return 'its header is missing'
  const isSigned = verification.kind === 'hmac-sha256'
  if (isSigned && verification.encoding !== 'hex' && verification.encoding !== 'base64')
    return `its encoding is "${verification.encoding}"; there are 'hex' and 'base64'`
  return undefined
}
