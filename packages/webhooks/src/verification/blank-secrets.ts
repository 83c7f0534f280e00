import type { Secret } from '@tenon/core'

const BLANK = '[redacted]'

/** Takes the secrets out of a body that has no structure to find them by. Its other bytes stay as they are. */
export function blankSecrets(bytes: Uint8Array, secrets: readonly Secret[]): Uint8Array {
  // Latin-1 maps each byte to a character and back, whatever the bytes mean.
  let text = Buffer.from(bytes).toString('latin1')
  for (const secret of secrets) {
    const plain = secret.reveal()
    for (const shape of [plain, JSON.stringify(plain).slice(1, -1)]) {
      text = text.replaceAll(Buffer.from(shape).toString('latin1'), BLANK)
    }
  }
  return Buffer.from(text, 'latin1')
}
